/**
 * <routine-player hidden> leads through a routine, one step a screen, with a count-down for each press.
 * The steps, warning signs and cautions are those that the page shows; it copies them and holds none itself.
 * Time is told by the clock and not by counting, so that a phone that slept is right when it wakes.
 * Without this script the page is the whole routine.
 */
(() => {
const FORGET = 4 * 60 * 60 * 1000; // A place older than this is a new sitting.
const ASLEEP = 2000; // A tick later than this means that nobody could see or hear the player.
const BREATHE_IN = 4;
const BREATH = 10;
const SETTINGS = "atlas-player";
const SLEPT = "The screen was off, or the page asleep. The routine has waited here.";
const BACK_AGAIN = "The routine has waited here for you.";

/**
 * One part of the way: to find a point, to press it, or to change sides.
 * @typedef {{kind: "find" | "press" | "change", step: number, cue: string, seconds: number}} Part
 */

class RoutinePlayer extends HTMLElement {
  #dialog = this.querySelector("dialog");
  #status = this.querySelector("[role=status]");
  #article = this.closest("article");
  /** @type {HTMLElement[]} */
  #steps = [];
  /** @type {Part[]} */
  #way = [];
  #version = "";
  #at = 0;
  /** Milliseconds left of this part; true only until #until is set, which is when it ends. */
  #left = 0;
  #until = 0;
  #timer = 0;
  #early = false;
  /** @type {Promise<WakeLockSentinel | null> | null} */
  #lock = null;
  /** @type {AudioContext | null} */
  #audio = null;

  connectedCallback() {
    this.hidden = false;
    this.addEventListener("click", this);
    for (const type of ["cancel", "close"]) this.#dialog.addEventListener(type, this);
    for (const type of ["popstate", "pagehide", "pageshow"]) window.addEventListener(type, this);
    for (const type of ["keydown", "visibilitychange"]) document.addEventListener(type, this);
    this.#article.addEventListener("change", this);
    this.#readSettings();
    this.#fillReady();
    this.#doors();
    if (history.state?.player) this.#open(this.#recall());
  }

  disconnectedCallback() {
    this.#hold();
    for (const type of ["popstate", "pagehide", "pageshow"]) window.removeEventListener(type, this);
    for (const type of ["keydown", "visibilitychange"]) document.removeEventListener(type, this);
    this.#article.removeEventListener("change", this);
  }

  /** @param {Event} event */
  handleEvent(event) {
    if (event.type === "click") this.#click(event);
    else if (event.type === "keydown") this.#key(event);
    else if (event.type === "change") this.#changed(event);
    else if (event.type === "cancel") this.#cancel(event);
    else if (event.type === "close") this.#closed();
    else if (event.type === "popstate") this.#turned();
    else if (event.type === "pageshow") this.#doors();
    else if (event.type === "pagehide") this.#hold();
    else this.#seen();
  }

  // What the reader does

  #click(event) {
    const action = event.target.closest("[data-do]")?.dataset.do;
    if (action === "open") this.#open(null);
    if (action === "resume") this.#open(this.#recall());
    if (action === "begin") this.#begin();
    if (action === "now") this.#enter(this.#at + 1, true);
    if (action === "pause") this.#toggle();
    if (action === "back") this.#back();
    if (action === "skip") this.#skip();
    if (action === "stop") this.#end(true);
    if (action === "return") this.#comeBack();
    if (action === "again") this.#again();
    if (action === "close") this.#dialog.close();
  }

  /** Space and the arrows, where nothing that uses them itself has the focus. */
  #key(event) {
    if (!this.#is("step") || event.repeat || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === " " && !event.target.closest("button, input, summary, a")) {
      event.preventDefault();
      if (this.#waits()) this.#enter(this.#at + 1, true);
      else this.#toggle();
    } else if (event.key === "ArrowLeft" && !event.target.closest("input")) {
      event.preventDefault();
      this.#back();
    } else if (event.key === "ArrowRight" && !event.target.closest("input")) {
      event.preventDefault();
      this.#skip();
    }
  }

  #changed(event) {
    const { name } = event.target;
    if (name === "version") this.#doors();
    if (name === "player") this.#choose();
    if (name === "player-after") this.#tell();
    if (event.target.type === "checkbox") this.#writeSettings();
    if (event.target.type === "checkbox" && this.#is("step")) {
      this.#tune();
      this.#render();
    }
  }

  /** Escape pauses first; once more, it closes. */
  #cancel(event) {
    if (this.#is("step") && this.#until) {
      event.preventDefault();
      this.#toggle();
    }
  }

  #closed() {
    this.#hold();
    if (this.#is("end")) this.#leaveEnd();
    this.#dialog.dataset.screen = "";
    if (history.state?.player) history.back();
    this.#doors();
    this.querySelector("[data-do=open]").focus();
  }

  /** The back button closes the player, and the forward button opens it again. */
  #turned() {
    if (!history.state?.player) this.#dialog.close();
    else if (!this.#dialog.open) this.#open(this.#recall());
  }

  #seen() {
    if (document.visibilityState === "hidden") {
      this.#keep();
    } else if (this.#until) {
      this.#lock = null; // The browser has let go of it.
      this.#stayAwake(true);
      this.#tick();
    }
  }

  // The doors on the page, and the first screen

  #doors() {
    const chosen = this.#article.querySelector("input[name=version]:checked").value;
    this.querySelector("[data-do=open]").textContent = `Start the ${this.#nameOf(chosen).toLowerCase()} version`;
    const place = this.#recall();
    const resume = this.querySelector("[data-do=resume]");
    resume.hidden = !place;
    if (place) {
      const { way, steps } = this.#plan(place.version);
      resume.textContent = `Continue: point ${way[place.at].step + 1} of ${steps.length}`;
    }
  }

  #nameOf(version) {
    return this.querySelector(`label[for=player-${version}] strong`).textContent;
  }

  /** @param {ReturnType<RoutinePlayer["#recall"]>} place where to go on, or null to begin anew */
  #open(place) {
    if (!history.state?.player) this.#stepIn();
    if (!this.#dialog.open) this.#dialog.showModal();
    if (!place) {
      this.#mark("player", this.#article.querySelector("input[name=version]:checked").value);
      this.#ready();
      return;
    }
    this.#mark("player", place.version);
    this.#choose();
    this.#take(place.version);
    this.#mark("player-before", place.before);
    this.#mark("player-after", place.after);
    this.#at = place.at;
    this.#left = place.left;
    if (place.ended) {
      this.#end(place.early);
    } else {
      this.#show("step");
      this.#fillStep();
      this.#notice(BACK_AGAIN);
      this.#render();
      this.#say(`${BACK_AGAIN} ${this.#cue()}`);
    }
  }

  /** Opened, the player is a page of its own to the back button. */
  #stepIn() {
    try {
      history.pushState({ ...history.state, player: true }, "");
    } catch {
      // Refused, as on some disks. Its own buttons close it all the same.
    }
  }

  #ready() {
    this.#choose();
    this.#mark("player-before", "");
    this.#mark("player-after", "");
    this.#show("ready");
  }

  #fillReady() {
    const flags = this.#article.querySelector(".flags");
    for (const slot of this.#slots("flags")) slot.append(copy(flags));
    for (const more of this.querySelectorAll(".flags[data-pregnant]")) this.#slots("flags").at(-1).append(copy(more));
    this.#slot("soon").append(...[...flags.querySelectorAll(".flags__level--soon")].map(copy));
    const left = this.#article.querySelectorAll("[data-pregnancy]");
    this.#slot("pregnancy").append(...[...left].map(copy));
    let next = this.#article.querySelector("#afterwards");
    while (next && (next.id === "afterwards" || next.tagName !== "H2")) {
      if (next.tagName !== "H2") this.#slot("afterwards").append(copy(next));
      next = next.nextElementSibling;
    }
    if (!navigator.vibrate) this.querySelector("#player-vibration").parentElement.hidden = true;
    if (!window.AudioContext) this.querySelector("#player-sound").parentElement.hidden = true;
  }

  /** Show what holds for the chosen version: its cautions, and what pregnancy leaves out. */
  #choose() {
    const version = this.querySelector("input[name=player]:checked").value;
    this.#pregnant(version === "pregnancy");
    const items = this.#plan(version).steps.flatMap((step) => {
      const cautions = [...step.querySelectorAll(".routine-step__caution")].map(copy);
      if (!cautions.length) return [];
      const item = document.createElement("li");
      const name = document.createElement("p");
      name.className = "routine-player__point";
      name.append(...nameOf(step));
      item.append(name, ...cautions);
      return [item];
    });
    this.#slot("cautions").replaceChildren(...items);
    this.#slot("cautions").closest("section").hidden = !items.length;
  }

  #pregnant(yes) {
    for (const part of this.querySelectorAll("[data-pregnant]")) part.hidden = !yes;
  }

  // The way through

  /** @returns {{steps: HTMLElement[], way: Part[]}} */
  #plan(version) {
    const all = [...this.#article.querySelectorAll(".routine-steps > li")];
    const steps = all.filter((step) => step.dataset.versions.split(" ").includes(version));
    return { steps, way: steps.flatMap((step, index) => this.#parts(step, index)) };
  }

  /** @returns {Part[]} */
  #parts(step, index) {
    const { together, repeats } = step.dataset;
    const seconds = Number(step.dataset.seconds);
    const sides = step.dataset.sides === "2" ? ["Left side", "Right side"] : [together === undefined ? "Press" : "Both sides at once"];
    const parts = [{ kind: "find", step: index, cue: "Find the spot", seconds: index ? Number(this.dataset.moving) : 0 }];
    for (const side of sides) {
      for (let time = 1; time <= Number(repeats); time++) {
        if (parts.length > 1) {
          const cue = time > 1 ? "Let go, then press again" : "Change to the right side";
          parts.push({ kind: "change", step: index, cue, seconds: Number(this.dataset.changing) });
        }
        const cue = Number(repeats) > 1 ? `${side}, ${time} of ${repeats}` : side;
        parts.push({ kind: "press", step: index, cue, seconds });
      }
    }
    return parts;
  }

  #take(version) {
    this.#version = version;
    this.#pregnant(version === "pregnancy");
    ({ steps: this.#steps, way: this.#way } = this.#plan(version));
    // Every picture is here before the connection may go.
    for (const step of this.#steps) for (const image of step.querySelectorAll("img")) image.loading = "eager";
  }

  #begin() {
    this.#take(this.querySelector("input[name=player]:checked").value);
    this.#early = false;
    this.#show("step");
    this.#enter(0, true);
  }

  /**
   * Go to a part of the way, and on with the clock if it runs.
   * @param {number} index
   * @param {boolean} runs
   * @param {number} [late] milliseconds that are gone of this part already
   */
  #enter(index, runs, late = 0) {
    if (index >= this.#way.length) {
      this.#end(false);
      return;
    }
    this.#stopClock();
    this.#at = index;
    const part = this.#way[index];
    this.#left = part.seconds * 1000 - late;
    this.#notice("");
    this.#fillStep();
    this.#up();
    if (runs && !this.#waits()) this.#run();
    else this.#stayAwake(runs);
    this.#render();
    this.#say(this.#cue());
    this.#keep();
  }

  /** At the first point nobody is hurried, nor anywhere if the reader wants it so. */
  #waits() {
    const part = this.#way[this.#at];
    return part.kind === "find" && (!part.step || this.#wants("wait"));
  }

  #back() {
    let index = this.#at - 1;
    while (index > 0 && this.#way[index].kind === "change") index--;
    // From a point's beginning, back to the beginning of the one before.
    if (this.#way[this.#at].kind === "find") while (index > 0 && this.#way[index].kind !== "find") index--;
    this.#enter(Math.max(index, 0), this.#goes());
  }

  #skip() {
    this.#enter(this.#at + 1, this.#goes());
  }

  /** Whether the next part starts by itself: not if the reader has paused. */
  #goes() {
    return Boolean(this.#until) || this.#waits();
  }

  #toggle() {
    if (this.#until) {
      this.#hold();
      this.#say("Paused.");
    } else {
      this.#notice("");
      this.#run();
      this.#say(`Going on. ${this.#way[this.#at].cue}, ${spoken(this.#shown())} left.`);
    }
    this.#render();
  }

  #run() {
    this.#until = Date.now() + this.#left;
    this.#tune();
    this.#stayAwake(true);
    this.#tick();
  }

  #hold() {
    if (this.#until) this.#left = Math.max(this.#until - Date.now(), 0);
    this.#stopClock();
    this.#stayAwake(false);
    this.#keep();
    if (this.#is("step")) this.#render();
  }

  #stopClock() {
    clearTimeout(this.#timer);
    this.#until = 0;
  }

  #tick() {
    clearTimeout(this.#timer);
    const part = this.#way[this.#at];
    const now = Date.now();
    this.#left = Math.min(this.#until - now, part.seconds * 1000);
    this.#until = now + this.#left; // A clock that was set back makes no press longer.
    if (this.#left <= 0) {
      this.#pass(-this.#left);
      return;
    }
    const shown = this.#shown();
    if (part.kind === "press") {
      if (shown < part.seconds) this.#sound(1000, 0.03, 0.05);
      if (part.seconds >= 60 && shown * 2 === part.seconds) this.#say("Half way.");
    }
    this.#render();
    this.#keep();
    this.#timer = setTimeout(() => this.#tick(), this.#left % 1000 || 1000);
  }

  /** A part is over. What nobody could see begin does not begin. */
  #pass(late) {
    const asleep = late > ASLEEP;
    this.#enter(this.#at + 1, !asleep, asleep ? 0 : late);
    if (asleep && this.#is("step")) {
      this.#stayAwake(false);
      this.#notice(SLEPT);
      this.#say(`${SLEPT} ${this.#cue()}`);
    } else if (!asleep) {
      this.#sound(660, 0.25, 0.15);
      if (this.#wants("vibration")) navigator.vibrate?.([180, 90, 180]);
    }
  }

  // The last screen

  /** @param {boolean} early whether the reader stopped on the way */
  #end(early) {
    this.#hold();
    this.#early = early;
    this.#slot("end").textContent = early ? "You have stopped" : "The routine is done";
    for (const card of this.querySelectorAll("[data-card]")) card.hidden = card.dataset.card !== this.#version;
    this.#tell();
    this.#show("end");
    this.#keep();
  }

  #isWorse() {
    const before = this.#marked("player-before");
    return before !== "" && Number(this.#marked("player-after")) > Number(before);
  }

  /** Who has stopped by mistake, or for a moment, finds the place again; who is worse, or done, does not. */
  #leaveEnd() {
    if (this.#early && !this.#isWorse()) {
      this.#dialog.dataset.screen = "step";
      this.#mark("player-after", "");
      this.#keep();
    } else {
      remember(this.#keptAs(), null);
    }
  }

  #tell() {
    const before = this.#marked("player-before");
    const after = this.#marked("player-after");
    const said = before && after ? `Before: ${before}. Now: ${after}.` : "";
    const worse = this.#isWorse();
    this.#slot("return").hidden = !this.#early || worse;
    this.#slot("result").textContent = worse ? `${said} It is worse than before: stop, and read the signs below.` : said;
    this.querySelector(".routine-player__rule details").open ||= worse;
    if (this.#is("end")) this.#keep();
  }

  #comeBack() {
    this.#mark("player-after", "");
    this.#show("step");
    this.#fillStep();
    this.#notice("");
    this.#render();
    this.#keep();
  }

  #again() {
    remember(this.#keptAs(), null);
    this.#ready();
  }

  // What is seen

  #is(screen) {
    return this.#dialog.dataset.screen === screen;
  }

  #show(screen) {
    this.#dialog.dataset.screen = screen;
    for (const one of this.querySelectorAll("[data-screen]")) {
      if (one !== this.#dialog) one.hidden = one.dataset.screen !== screen;
    }
    const shown = this.querySelector(`div[data-screen=${screen}]`);
    const settings = this.querySelector(".routine-player__settings");
    shown.querySelector("[data-slot=settings]")?.append(settings);
    settings.open = screen === "ready";
    this.#up();
    shown.querySelector(".routine-player__title").focus({ preventScroll: true });
  }

  /** What has just changed stands at the top. */
  #up() {
    for (const one of this.querySelectorAll("div[data-screen], .routine-player__page")) one.scrollTop = 0;
  }

  /** Copy the step of this part to the screen, if it is not there yet. */
  #fillStep() {
    const { step } = this.#way[this.#at];
    const item = this.#steps[step];
    const title = this.#slot("title");
    if (title.dataset.code !== item.dataset.code) {
      title.dataset.code = item.dataset.code;
      title.replaceChildren(...nameOf(item));
      this.#slot("names").replaceChildren(...copy(item.querySelector(".routine-step__names")).childNodes);
      const pictures = [...item.querySelectorAll(".figure")].map(copy);
      for (const picture of pictures) picture.classList.remove("figure--small");
      this.#slot("picture").replaceChildren(...pictures);
      const brief = item.querySelector(".routine-step__brief");
      this.#slot("brief").replaceChildren(...(brief ? copy(brief).childNodes : []));
      // The cautions stand above in brief. The whole of them was read before the start, and follows what to do.
      const all = (part) => [...item.querySelectorAll(`.routine-step__${part}`)].map(copy);
      this.#slot("text").replaceChildren(...all("find"), ...all("find ~ p"), ...all("caution"));
    }
    this.#slot("count").textContent = `Point ${step + 1} of ${this.#steps.length}`;
  }

  #notice(words) {
    this.#slot("notice").textContent = words;
    this.#slot("notice").hidden = !words;
  }

  /** The seconds that are shown: the last one is 1, not 0. */
  #shown() {
    return Math.ceil(this.#left / 1000);
  }

  #render() {
    const part = this.#way[this.#at];
    const waits = this.#waits();
    const runs = Boolean(this.#until);
    const dialog = this.#dialog;
    dialog.dataset.kind = part.kind;
    dialog.dataset.mode = waits ? "wait" : runs ? "run" : "hold";
    write(this.#slot("cue"), waits ? "Find the spot. Take your time." : part.cue);
    const time = this.querySelector("[role=timer]");
    write(time, waits ? "" : clock(this.#shown()));
    time.setAttribute("aria-label", waits ? "No hurry" : `${spoken(this.#shown())} left`);

    const rest = this.#way.slice(this.#at + 1).reduce((sum, { seconds }) => sum + seconds, 0);
    const all = this.#way.reduce((sum, { seconds }) => sum + seconds, 0);
    write(this.#slot("total"), clock(this.#shown() + rest));
    const done = 1 - (this.#left / 1000 + rest) / all;
    this.querySelector(".routine-player__done").style.setProperty("inline-size", `${(done * 100).toFixed(2)}%`);

    this.#swap("now", part.kind === "find");
    this.#swap("pause", !waits);
    write(this.querySelector("[data-do=pause]"), runs ? "Pause" : "Continue");
    this.#breathe(part, runs);
  }

  /** Show or hide a button; if it had the focus, the main button has it now. */
  #swap(name, shown) {
    const button = this.querySelector(`[data-do=${name}]`);
    if (button.hidden === !shown) return;
    const focused = button === document.activeElement;
    button.hidden = !shown;
    if (!focused) return;
    const other = this.querySelector(`[data-do=${name === "now" ? "pause" : "now"}]`);
    other.hidden = false;
    other.focus({ preventScroll: true });
  }

  /** The words by the clock; the ring moves by the style sheet, and is set right where it strays. */
  #breathe(part, runs) {
    const on = part.kind === "press" && this.#wants("breath");
    const gone = part.seconds * 1000 - this.#left;
    const phase = Math.floor(gone / 1000) % BREATH;
    this.#dialog.dataset.breath = on ? "on" : "off";
    const breath = phase < BREATHE_IN ? "Breathe in" : "Breathe out";
    const words = on ? breath : part.kind === "find" ? "then press" : "";
    write(this.#slot("breath"), runs || this.#waits() ? words : "Paused");
    for (const animation of this.querySelector(".routine-player__breath").getAnimations()) {
      if (Math.abs(Number(animation.currentTime) - gone) > 300) animation.currentTime = gone;
      if (runs) animation.play();
      else animation.pause();
    }
  }

  // What is heard

  #say(words) {
    this.#status.textContent = words;
  }

  /** What a screen reader says of this part. */
  #cue() {
    const part = this.#way[this.#at];
    const item = this.#steps[part.step];
    const time = spoken(this.#shown());
    if (part.kind === "change") return `${part.cue}.`;
    if (part.kind === "press") return `${part.cue}, ${time}.`;
    const name = item.querySelector(".routine-step__title").textContent.trim();
    const where = item.querySelector(".routine-step__find").textContent.trim();
    const care = this.#slot("brief").textContent;
    const then = this.#waits() ? "Take your time, then press the button." : `Pressing begins in ${time}.`;
    return `Point ${part.step + 1} of ${this.#steps.length}: ${name}. ${care}Find the spot: ${where} ${then}`;
  }

  /** Browsers allow sound only from something that the reader did, so it is made then and not before. */
  #tune() {
    if (!this.#wants("sound") || !window.AudioContext) return;
    this.#audio ??= new AudioContext();
    this.#audio.resume().catch(() => {}); // Refused: then there is no sound.
  }

  #sound(pitch, seconds, volume) {
    if (!this.#audio || !this.#wants("sound")) return;
    const now = this.#audio.currentTime;
    const tone = this.#audio.createOscillator();
    const gain = this.#audio.createGain();
    tone.frequency.value = pitch;
    gain.gain.setValueAtTime(volume, now);
    gain.gain.exponentialRampToValueAtTime(0.0001, now + seconds);
    tone.connect(gain).connect(this.#audio.destination);
    tone.start(now);
    tone.stop(now + seconds);
  }

  /** Keep the screen on while the routine runs, where the browser can. */
  #stayAwake(on) {
    if (on && !this.#lock) {
      this.#lock = navigator.wakeLock?.request("screen").catch(() => null) ?? null;
    } else if (!on && this.#lock) {
      this.#lock.then((lock) => lock?.release());
      this.#lock = null;
    }
  }

  // What is remembered

  #keptAs() {
    return `atlas-routine-${this.dataset.routine}`;
  }

  #keep() {
    if (!this.#is("step") && !this.#is("end")) return;
    remember(this.#keptAs(), {
      version: this.#version,
      mould: mouldOf(this.#way),
      at: this.#at,
      left: Math.round(this.#left),
      ended: this.#is("end"),
      early: this.#early,
      before: this.#marked("player-before"),
      after: this.#marked("player-after"),
      when: Date.now(),
    });
  }

  #recall() {
    const place = recall(this.#keptAs());
    if (!place || !(Math.abs(Date.now() - place.when) < FORGET)) return null;
    if (!this.querySelector(`input[name=player][value="${CSS.escape(place.version)}"]`)) return null;
    const { way } = this.#plan(place.version);
    const part = way[place.at];
    return part && place.mould === mouldOf(way) && place.left >= 0 && place.left <= part.seconds * 1000 ? place : null;
  }

  #readSettings() {
    const kept = recall(SETTINGS) ?? {};
    for (const box of this.querySelectorAll("input[type=checkbox]")) box.checked = kept[box.name] ?? box.checked;
  }

  #writeSettings() {
    const boxes = [...this.querySelectorAll("input[type=checkbox]")];
    remember(SETTINGS, Object.fromEntries(boxes.map((box) => [box.name, box.checked])));
  }

  // Small helps

  #slots(name) {
    return [...this.querySelectorAll(`[data-slot=${name}]`)];
  }

  #slot(name) {
    return this.querySelector(`[data-slot=${name}]`);
  }

  #wants(setting) {
    return this.querySelector(`#player-${setting}`).checked;
  }

  #marked(name) {
    return this.querySelector(`input[name=${name}]:checked`)?.value ?? "";
  }

  #mark(name, value) {
    for (const radio of this.querySelectorAll(`input[name=${name}]`)) radio.checked = radio.value === value;
  }
}

let copies = 0;

/** A copy whose ids are its own, so that no two elements of the page share one. */
const copy = (node) => {
  const made = node.cloneNode(true);
  const own = `-copy-${++copies}`;
  for (const element of [made, ...made.querySelectorAll("*")]) {
    if (element.id) element.id += own;
    const label = element.getAttribute("aria-labelledby");
    if (label) element.setAttribute("aria-labelledby", label + own);
    if (element.tagName === "IMG") element.loading = "eager";
  }
  return made;
};

/** The name of a step, without its link: a stray touch must not leave the routine. */
const nameOf = (step) => [...copy(step.querySelector(".routine-step__title a")).childNodes];

/** What a kept place must fit: a routine that has changed since begins anew. */
const mouldOf = (way) => way.map(({ kind, step, seconds }) => `${step}${kind}${seconds}`).join(" ");

const write = (element, words) => {
  if (element.textContent !== words) element.textContent = words;
};

/** 75 is 1:15. */
const clock = (seconds) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;

/** 75 is "1 minute 15 seconds". */
const spoken = (seconds) => {
  const parts = [[Math.floor(seconds / 60), "minute"], [seconds % 60, "second"]];
  const said = parts.filter(([count]) => count).map(([count, unit]) => `${count} ${unit}${count === 1 ? "" : "s"}`);
  return said.join(" ") || "no time";
};

// Storage may be switched off, full, or forbidden on a page from a disk: then nothing is remembered.
const remember = (key, value) => {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // The routine goes on without.
  }
};

const recall = (key) => {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
};

customElements.define("routine-player", RoutinePlayer);
})();
