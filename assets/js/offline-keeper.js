/**
 * <offline-keeper hidden> tells what of the site is kept on this device, keeps all of it, and removes it again.
 * The worker (sw.js) does the copying and reports; what the reader wishes lies in a cache, where the worker finds it
 * when the site changes. Where nothing can be kept, on a disk or without scripts, the element stays hidden.
 */
(() => {
const top = new URL("../../", document.currentScript.src);
const workers = navigator.serviceWorker;
const WHY = {
  changed: "The site was changed while it was being copied.",
  full: "There is no room for it on this device.",
  network: "The connection failed.",
};

class OfflineKeeper extends HTMLElement {
  #state = this.querySelector(".offline-keeper__state");
  #progress = this.querySelector("progress");
  #status = this.querySelector("[role=status]");
  #keep = this.querySelector("[value=keep]");
  #remove = this.querySelector("[value=remove]");
  #words = this.#keep.textContent;
  #busy = false;

  connectedCallback() {
    if (!location.protocol.startsWith("http") || !workers || !window.caches) return;
    this.hidden = false;
    this.addEventListener("click", this);
    workers.addEventListener("message", this);
    this.#ask();
  }

  disconnectedCallback() {
    workers?.removeEventListener("message", this);
  }

  /** @param {Event} event a press of a button, or word from the worker */
  handleEvent(event) {
    if (event.type === "message") {
      this.#hear(event.data);
    } else if (event.target === this.#keep && !this.#busy) {
      this.#start().catch((error) => {
        if (this.#busy) this.#fail(error.name === "QuotaExceededError" ? "full" : "network");
      });
    } else if (event.target === this.#remove && !this.#busy) {
      this.#clear();
    }
  }

  /** Let the worker say what is kept. Without one, nothing is. */
  async #ask() {
    const registration = await workers.getRegistration(top);
    if (registration?.active) {
      registration.active.postMessage("state");
    } else {
      this.#show({ kept: 0 });
    }
  }

  /** Keep everything, of the newest version: the worker of an older one could only fail. */
  async #start() {
    this.#busy = true;
    this.#progress.hidden = false;
    this.#progress.removeAttribute("value");
    this.#keep.setAttribute("aria-disabled", "true");
    this.#say("Keeping the site. You can go on reading.");
    await wish("all");
    navigator.storage?.persist?.().catch(() => {});
    const registration = await workers.register(new URL("sw.js", top), { updateViaCache: "none" });
    await registration.update();
    await settled(registration);
    if (!registration.active) throw new Error("the worker could not be installed");
    registration.active.postMessage("keep");
  }

  /** @param {{done?: number, of?: number, failed?: string, kept?: number, since?: string}} told */
  #hear(told) {
    if (told.failed) {
      if (this.#busy) this.#fail(told.failed);
    } else if (told.kept !== undefined) {
      if (this.#busy && told.kept === told.of) this.#stop("Everything is kept on this device.");
      if (!this.#busy) this.#show(told);
    } else if (this.#busy) {
      const half = Math.ceil(told.of / 2);
      this.#progress.max = told.of;
      this.#progress.value = told.done;
      this.#state.textContent = `${told.done} of ${told.of} files are copied.`;
      if (told.done === half) this.#say("Half of it is copied.");
    }
  }

  #show({ kept, of, since }) {
    const whole = kept > 0 && kept === of;
    const day = since && new Date(since).toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" });
    const copy = `are kept on this device, as they were on ${day}.`;
    this.#state.textContent = whole ? `All ${of} files ${copy}` : kept ? `${kept} of ${of} files ${copy}` : NOTHING;
    this.#keep.hidden = whole;
    this.#remove.hidden = !kept;
  }

  #fail(why) {
    this.#stop(`${WHY[why] ?? WHY.network} Not everything could be kept. What was kept before is still there.`);
    this.#keep.textContent = "Try again";
    this.#ask();
  }

  #stop(words) {
    this.#busy = false;
    this.#progress.hidden = true;
    this.#keep.removeAttribute("aria-disabled");
    this.#keep.textContent = this.#words;
    this.#say(words);
    if (document.activeElement === this.#keep) this.#status.focus();
  }

  async #clear() {
    await wish("none");
    const registration = await workers.getRegistration(top);
    await registration?.unregister();
    for (const name of await caches.keys()) {
      if (name.startsWith(`${top}#`) && name !== `${top}#wish`) await caches.delete(name);
    }
    this.#show({ kept: 0 });
    this.#say("The offline copy is removed. Nothing will be kept until you choose to.");
    this.#status.focus();
  }

  #say(words) {
    this.#status.textContent = words;
  }
}

const NOTHING = "Nothing is kept on this device.";

/** Remember what the reader wishes: "all" or "none". */
const wish = async (what) => {
  const cache = await caches.open(`${top}#wish`);
  await cache.put(new URL("offline-wish", top), new Response(what));
};

/** Wait until no new version is being installed. */
const settled = async (registration) => {
  const worker = registration.installing ?? registration.waiting;
  if (!worker) return;
  await new Promise((done) => {
    const look = () => (worker.state === "activated" || worker.state === "redundant") && done();
    worker.addEventListener("statechange", look);
    look();
  });
};

customElements.define("offline-keeper", OfflineKeeper);
})();
