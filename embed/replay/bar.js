// What people steer a playback by: a button, the place in time, and the speed. It stands in the
// element, under the campaign, in the element's language and colours.

const SPEEDS = [1, 10, 60, 300, 1000];
/** Steps of the keys, from end to end. */
const STEPS = 200;

/** Playback, play, pause, place in time, speed. */
const WORDS = {
  en: ["Playback", "Play", "Pause", "Time", "Speed"],
  de: ["Wiedergabe", "Abspielen", "Anhalten", "Zeitpunkt", "Geschwindigkeit"],
  fr: ["Lecture", "Lire", "Mettre en pause", "Moment", "Vitesse"],
  es: ["Reproducción", "Reproducir", "Pausar", "Momento", "Velocidad"],
  pt: ["Reprodução", "Reproduzir", "Pausar", "Momento", "Velocidade"],
  ja: ["再生", "再生する", "一時停止", "時刻", "速度"],
  ar: ["إعادة العرض", "تشغيل", "إيقاف مؤقت", "الوقت", "السرعة"],
};

// What is shown is as old as the moment: when it came is nobody's concern.
const STYLE = `
.freshness { display: none; }
.replay { display: flex; flex-wrap: wrap; align-items: center; gap: 8px; margin-top: 16px; font-size: 13px; color: var(--ink); }
.replay input { flex: 1 1 120px; min-width: 0; accent-color: var(--live); }
.replay select { height: 28px; padding: 0 4px; border: 1px solid var(--edge); border-radius: 4px; background: var(--surface); color: inherit; font: inherit; }
:host([view="badge"]) .replay { display: none; }
@media print { .replay { display: none; } }`;

export class Bar {
  #root;
  #node;
  #icon;
  #button;
  #range;
  #time;
  #select;
  #words = WORDS.en;
  #format;
  #numbers;
  #written;
  #sheet;

  constructor({ node, root, frame, element }, { from, to }, { press, seek, hurry }) {
    this.#root = root;
    this.#icon = node("span", { class: "icon" });
    this.#button = node("button", { type: "button", class: "icon-button", "data-action": "play" }, this.#icon);
    this.#range = node("input", { type: "range", min: from, max: to, step: "any" });
    this.#time = node("time");
    this.#select = node("select");
    const parts = [this.#button, this.#range, this.#time, this.#select];
    this.#node = node("div", { class: "replay", part: "replay", role: "group" }, ...parts);
    this.#button.onclick = press;
    this.#range.oninput = () => seek(Number(this.#range.value));
    this.#range.onkeydown = (event) => {
      const direction = stepOf(event.key, this.#range);
      if (!direction) return;
      event.preventDefault();
      seek(Math.min(to, Math.max(from, Number(this.#range.value) + (direction * (to - from)) / STEPS)));
    };
    this.#select.onchange = () => hurry(Number(this.#select.value));
    this.#sheet = new element.ownerDocument.defaultView.CSSStyleSheet();
    this.#sheet.replaceSync(STYLE);
    frame.append(this.#node);
  }

  /** In the element's language and zone, with the page's speed among the others. */
  write({ lang, messages, timeZone }, speed) {
    const { adoptedStyleSheets: sheets } = this.#root;
    if (!sheets.includes(this.#sheet)) this.#root.adoptedStyleSheets = [...sheets, this.#sheet];
    const written = [lang, messages, timeZone, speed].join();
    if (written === this.#written) return;
    this.#written = written;
    // English stands where the element's words are English.
    const code = messages ? lang.split("-")[0] : "en";
    this.#words = WORDS[code] ?? WORDS.en;
    const [group, , , place, pace] = this.#words;
    this.#node.lang = WORDS[code] ? code : "en";
    for (const [part, label] of [[this.#node, group], [this.#range, place], [this.#select, pace]]) part.ariaLabel = label;
    const digits = "2-digit";
    const clock = { hour: digits, minute: digits, second: digits, timeZoneName: "short" };
    this.#format = new Intl.DateTimeFormat(lang, { month: "short", day: "numeric", ...clock, timeZone: timeZone ?? undefined });
    this.#numbers = new Intl.NumberFormat(lang);
    this.#offer(speed);
  }

  #offer(speed) {
    const speeds = [...new Set([...SPEEDS, speed])].sort((one, other) => one - other);
    const option = (value) => Object.assign(document.createElement("option"), { value, textContent: `${this.#numbers.format(value)}×` });
    this.#select.replaceChildren(...speeds.map(option));
    this.#select.value = speed;
  }

  show(position, isPlaying) {
    const [, play, pause] = this.#words;
    const time = this.#format?.format(position) ?? "";
    const label = isPlaying ? pause : play;
    this.#icon.dataset.icon = isPlaying ? "pause" : "resume";
    if (this.#button.title !== label) this.#button.ariaLabel = this.#button.title = label;
    this.#range.value = position;
    this.#range.setAttribute("aria-valuetext", time);
    if (this.#time.textContent !== time) this.#time.textContent = time;
    this.#time.dateTime = new Date(position).toISOString();
  }

  remove() {
    this.#node.remove();
    this.#root.adoptedStyleSheets = this.#root.adoptedStyleSheets.filter((sheet) => sheet !== this.#sheet);
  }
}

/** By how many steps a key moves. A range of milliseconds would go by one of them. */
function stepOf(key, range) {
  const back = getComputedStyle(range).direction === "rtl" ? "ArrowRight" : "ArrowLeft";
  const onward = back === "ArrowLeft" ? "ArrowRight" : "ArrowLeft";
  return { [back]: -1, [onward]: 1, ArrowDown: -1, ArrowUp: 1, PageDown: -10, PageUp: 10 }[key];
}
