/**
 * <press-timer hidden> counts down a point's dose, each side in turn. It goes by the clock, so that a phone
 * that slept is right when it wakes. Without this script the dose stands above it in words.
 */
(() => {
const ASLEEP = 2000; // A tick later than this: nobody saw the next part begin, so it waits.

class PressTimer extends HTMLElement {
  #buttons = this.querySelectorAll("button");
  /** @type {[string, number][]} what to do, and for how many seconds */
  #parts = [];
  #at = 0;
  #left = 0;
  #until = 0;
  #timer = 0;
  #lock = null;

  connectedCallback() {
    const { seconds, repeats, sides, together } = this.dataset;
    const names = sides > 1 ? ["Left side", "Right side"] : [together === undefined ? "Press" : "Both sides at once"];
    for (const name of names) {
      for (let time = 1; time <= repeats; time++) {
        const change = time > 1 ? "Let go, then press again" : "Change to the right side";
        if (this.#parts.length) this.#parts.push([change, +this.dataset.changing]);
        this.#parts.push([repeats > 1 ? `${name}, ${time} of ${repeats}` : name, +seconds]);
      }
    }
    this.hidden = false;
    this.addEventListener("click", this);
    document.addEventListener("visibilitychange", this);
    this.#enter(0);
  }

  disconnectedCallback() {
    this.#hold();
    document.removeEventListener("visibilitychange", this);
  }

  handleEvent({ type, target }) {
    const button = target.closest?.("button");
    if (type !== "click") {
      if (document.hidden) this.#lock = null; // The browser lets go of it.
      else if (this.#until) this.#run();
    } else if (button === this.#buttons[1]) {
      this.#hold();
      this.#enter(0);
      this.#say("Reset.");
    } else if (button) {
      if (this.#until) this.#hold();
      else {
        if (this.#at === this.#parts.length) this.#enter(0);
        this.#until = Date.now() + this.#left;
        this.#run();
      }
      this.#say(this.#until ? this.#parts[this.#at][0] : "Paused.");
    }
  }

  #enter(at) {
    this.#at = at;
    this.#left = (this.#parts[at]?.[1] ?? 0) * 1000;
    this.#show();
  }

  #run() {
    this.#lock ??= navigator.wakeLock?.request("screen").catch(() => {});
    this.#tick();
  }

  #hold() {
    if (this.#until) this.#left = Math.max(this.#until - Date.now(), 0);
    this.#until = 0;
    clearTimeout(this.#timer);
    this.#lock?.then((lock) => lock?.release());
    this.#lock = null;
    this.#show();
  }

  #tick() {
    clearTimeout(this.#timer);
    this.#left = this.#until - Date.now();
    if (this.#left <= 0) {
      const ended = this.#until;
      const late = -this.#left;
      this.#until = 0;
      this.#enter(this.#at + 1);
      this.#say(this.#parts[this.#at]?.[0] ?? "Done.");
      if (this.#at === this.#parts.length || late > ASLEEP) {
        this.#hold();
        return;
      }
      this.#until = ended + this.#left;
      this.#left -= late;
    }
    this.#show();
    this.#timer = setTimeout(() => this.#tick(), this.#left % 1000 || 1000);
  }

  #show() {
    const [cue, time] = this.querySelectorAll("p");
    const seconds = Math.ceil(this.#left / 1000);
    cue.textContent = this.#parts[this.#at]?.[0] ?? "Done";
    time.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    const begun = this.#at || this.#left < this.#parts[0][1] * 1000;
    const over = this.#at === this.#parts.length;
    this.#buttons[0].textContent = this.#until ? "Pause" : over ? "Again" : begun ? "Continue" : "Start the timer";
  }

  #say(words) {
    this.querySelector("[role=status]").textContent = words;
  }
}

customElements.define("press-timer", PressTimer);
})();
