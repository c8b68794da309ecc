// What people take away from the screen: its summary on the clipboard, as text or as Markdown, and the
// table as a CSV file. The core imports this once the toolbar's button is pressed. The summary is read off
// the screen, so it is in the same words and figures, and behind the same mask.

/** How long it says what it did. */
const SAID_MS = 4000;
/** Pressed so soon after the focus had left, the button closed it: some browsers focus no button. */
const SAME_PRESS_MS = 300;
/** Browsers read a file's address a while after they were given it. */
const KEPT_MS = 60_000;

/** As text, as Markdown, as a file; copied, handed over, refused, failed; when. */
const WORDS = {
  en: ["Copy summary as text", "Copy summary as Markdown", "Download table as CSV", "Copied", "Downloading {0}", "This page may not copy. Copy the text by hand.", "That failed. Try again.", "As of {0}"],
  de: ["Zusammenfassung als Text kopieren", "Zusammenfassung als Markdown kopieren", "Tabelle als CSV herunterladen", "Kopiert", "{0} wird heruntergeladen", "Diese Seite darf nicht kopieren. Kopieren Sie den Text von Hand.", "Das ging nicht. Versuchen Sie es noch einmal.", "Stand: {0}"],
  fr: ["Copier le résumé en texte", "Copier le résumé en Markdown", "Télécharger le tableau en CSV", "Copié", "Téléchargement de {0}", "Cette page ne peut pas copier. Copiez le texte à la main.", "Échec. Réessayez.", "Situation : {0}"],
  es: ["Copiar resumen como texto", "Copiar resumen como Markdown", "Descargar tabla como CSV", "Copiado", "Descargando {0}", "Esta página no puede copiar. Copie el texto a mano.", "No se pudo. Inténtelo de nuevo.", "Situación: {0}"],
  pt: ["Copiar resumo como texto", "Copiar resumo como Markdown", "Baixar tabela como CSV", "Copiado", "Baixando {0}", "Esta página não pode copiar. Copie o texto à mão.", "Não deu certo. Tente de novo.", "Situação: {0}"],
  ja: ["概要をテキストでコピー", "概要をMarkdownでコピー", "表をCSVでダウンロード", "コピーしました", "{0} をダウンロードしています", "このページではコピーできません。手動でコピーしてください。", "失敗しました。もう一度お試しください。", "{0} 現在"],
  ar: ["نسخ الملخص كنص", "نسخ الملخص بصيغة Markdown", "تنزيل الجدول بصيغة CSV", "تم النسخ", "جارٍ تنزيل {0}", "لا يمكن لهذه الصفحة النسخ. انسخ النص يدويًا.", "لم ينجح ذلك. حاول مرة أخرى.", "حتى {0}"],
};

const STYLE = `
.toolbar { position: relative; }
.menu { position: absolute; inset-inline-end: 0; z-index: 3; display: grid; max-width: 100%; padding: 4px; border: 1px solid var(--hairline); border-radius: 4px; background: var(--surface); box-shadow: 0 2px 12px rgb(0 0 0 / 20%); font-size: 13px; }
.menu:focus { outline: 0; }
.menu:not(:has(> :not([hidden], :empty))) { display: none; }
.menu button { padding: 6px 12px; border: 0; text-align: start; }
.menu button:hover { background: var(--hover); }
.menu p { padding: 4px 8px; }
.menu p:empty { display: none; }
.menu textarea { width: 280px; max-width: 100%; height: 120px; margin: 4px 8px; font: inherit; color: inherit; background: none; border: 1px solid var(--edge); border-radius: 4px; }`;

/** By their button: another drawing has another. */
const menus = new WeakMap();
const sheets = new WeakMap();
const dressed = new WeakSet();

/** Opens what there is to take away, or closes it. */
export function toggle(shell) {
  const button = shell.mount.querySelector("[data-action=share]");
  if (!button) return;
  if (!dressed.has(shell)) keepDressed(shell);
  if (!menus.has(button)) menus.set(button, new Menu(shell, button));
  menus.get(button).toggle();
}

/** Whenever the element is dressed anew, this style comes on top. */
function keepDressed(shell) {
  const before = shell.dress;
  shell.dress = (...style) => {
    before.apply(shell, style);
    dress(shell);
  };
  dress(shell);
  dressed.add(shell);
}

function dress({ root, element }) {
  const { ownerDocument } = element;
  const Sheet = ownerDocument.defaultView?.CSSStyleSheet;
  if (!Sheet) return;
  if (!sheets.has(ownerDocument)) {
    const sheet = new Sheet();
    sheet.replaceSync(STYLE);
    sheets.set(ownerDocument, sheet);
  }
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheets.get(ownerDocument)];
}

class Menu {
  #shell;
  #button;
  #words;
  #items;
  #said;
  #node;
  #area;
  #closed = -Infinity;
  #timer;

  constructor(shell, button) {
    const { node, mount } = shell;
    this.#shell = shell;
    this.#button = button;
    this.#words = WORDS[mount.querySelector(".campaign").lang] ?? WORDS.en;
    const [text, markdown, csv] = this.#words;
    const item = (label, act) => {
      const made = node("button", { type: "button" }, label);
      made.onclick = () => this.#act(act);
      return made;
    };
    this.#items = [
      item(text, () => this.#copy((line) => line.text)),
      item(markdown, () => this.#copy((line) => line.markdown)),
      item(csv, () => this.#download()),
    ];
    this.#said = node("p", { role: "status" });
    this.#node = node("div", { class: "menu", tabindex: "-1", role: "group", "aria-label": button.title }, ...this.#items, this.#said);
    this.#node.addEventListener("keydown", ({ key }) => key === "Escape" && this.#leave());
    this.#node.addEventListener("focusout", ({ relatedTarget }) => {
      if (relatedTarget === button || this.#node.contains(relatedTarget)) return;
      this.#closed = performance.now();
      this.#show(false);
    });
    this.#show(false);
    button.after(this.#node);
  }

  toggle() {
    const isOpen = this.#button.ariaExpanded === "true";
    if (!isOpen && performance.now() - this.#closed < SAME_PRESS_MS) return;
    this.#say("");
    this.#show(!isOpen);
    if (!isOpen) this.#items[0].focus();
  }

  #show(isOpen) {
    const { offsetTop, offsetHeight } = this.#button;
    this.#node.style.top = `${offsetTop + offsetHeight + 4}px`;
    this.#button.ariaExpanded = String(isOpen);
    for (const item of this.#items) item.hidden = !isOpen;
    if (!isOpen) this.#area?.remove();
  }

  /** Gives the focus back, and closes it. */
  #leave() {
    this.#button.focus();
    this.#show(false);
  }

  #say(words) {
    clearTimeout(this.#timer);
    this.#said.textContent = words;
  }

  async #act(act) {
    let said;
    try {
      said = await act();
    } catch {
      said = this.#words[6];
    }
    if (!this.#area?.isConnected) this.#leave();
    this.#say(said);
    if (!this.#area?.isConnected) this.#timer = setTimeout(() => this.#say(""), SAID_MS);
  }

  async #copy(form) {
    const [, , , copied, , refused] = this.#words;
    const text = this.#lines().map(form).join("\n");
    try {
      await navigator.clipboard.writeText(text);
      return copied;
    } catch {
      return this.#copyByHand(text) ? copied : refused;
    }
  }

  /** Where the clipboard is out of reach: by the older way, else by the person. */
  #copyByHand(text) {
    const { node, element } = this.#shell;
    this.#area = node("textarea", { readonly: "", "aria-label": this.#button.title });
    this.#area.value = text;
    this.#node.append(this.#area);
    this.#area.select();
    const isDone = element.ownerDocument.execCommand("copy");
    if (isDone) this.#leave();
    else for (const item of this.#items) item.hidden = true;
    return isDone;
  }

  async #download() {
    const { node, element } = this.#shell;
    const text = await element.exportCsv();
    if (!text) throw new Error("no table");
    const href = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
    const file = `${this.#text(".name").replace(/[^\p{L}\p{N} ._-]+/gu, "-")}.csv`;
    node("a", { href, download: file }).click();
    setTimeout(() => URL.revokeObjectURL(href), KEPT_MS);
    return this.#words[4].replace("{0}", file);
  }

  #text(selector, place = this.#shell.mount) {
    return place.querySelector(selector)?.textContent ?? "";
  }

  /** The screen, line by line. */
  #lines() {
    const { mount } = this.#shell;
    const all = (selector) => [...mount.querySelectorAll(selector)];
    const card = (it) => item(this.#text(".card-title", it), [this.#text(".card-value", it), this.#text(".card-note", it)]);
    const reason = (it) => item(this.#text(":nth-child(2)", it), [this.#text(".count", it)]);
    const reasons = mount.querySelector(".reasons:not([inert]) summary");
    return [
      line(`${this.#text(".name")} (${this.#text(".badge")})`, "## "),
      line(this.#text(".headline")),
      line(""),
      item(this.#text(".total")),
      ...all(".card").map(card),
      ...(reasons ? [line(""), line([...reasons.childNodes].map((it) => it.textContent).join(" ")), line(""), ...all(".reasons .chip").map(reason)] : []),
      ...(this.#text(".rest") ? [item(this.#text(".rest"))] : []),
      line(""),
      line(this.#moment()),
    ];
  }

  /** Of when it is: a playback's time, else now, with how old the data is. */
  #moment() {
    const { element, frame } = this.#shell;
    const played = frame.querySelector(".replay time")?.textContent;
    const at = played ?? momentOf(new Date(), frame.querySelector(".campaign").lang, element.timeZone);
    const age = played ? "" : this.#text(".age");
    return this.#words[7].replace("{0}", at) + (age && ` (${age})`);
  }
}

/** In the element's zone, unless that is none. */
function momentOf(now, lang, timeZone) {
  const form = { dateStyle: "medium", timeStyle: "long" };
  try {
    return new Intl.DateTimeFormat(lang, { ...form, timeZone: timeZone ?? undefined }).format(now);
  } catch {
    return new Intl.DateTimeFormat(lang, form).format(now);
  }
}

/** What Markdown would take for its own. */
const plain = (text) => text.replace(/[\\`*_[\]<>|#~]/g, "\\$&");

const line = (text, mark = "") => ({ text, markdown: mark + plain(text) });

/** `Answered: 24, of 41 dialled, 59%`. */
function item(title, parts = []) {
  const rest = parts.filter(Boolean).join(", ");
  return rest
    ? { text: `${title}: ${rest}`, markdown: `- **${plain(title)}:** ${plain(rest)}` }
    : { text: title, markdown: `- ${plain(title)}` };
}
