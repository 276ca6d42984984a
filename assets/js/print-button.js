/**
 * <print-button hidden> shows its button and opens the browser's print window.
 * Without this script the browser's own menu prints the same card.
 */
(() => {
class PrintButton extends HTMLElement {
  connectedCallback() {
    this.hidden = false;
    this.addEventListener("click", this);
  }

  handleEvent() {
    window.print();
  }
}

customElements.define("print-button", PrintButton);
})();
