// Playback: a campaign as it was at one moment after the other, made from the times that its recipients
// carry. The widget shows each moment as it shows any campaign, and the bar steers them. The core imports
// this for `replay`.

import { warn } from "./core/warn.js";
import { Bar } from "./replay/bar.js";
import { Film } from "./replay/film.js";
import { whole } from "./replay/source.js";

/** Moments follow each other no faster, and of large campaigns slower: this share of the time is theirs. */
const STEP_MS = 250;
const SHARE = 0.2;
/** While it stands, the clock is set back to where it stands. */
const STANDING_MS = 1000;
/** A page that slept does not catch up. */
const LONGEST_MS = 1000;
/** Moments are not requests: each comes when it is handed over, and none is held back. */
const BY_HAND = { src: null, refreshInterval: "0", hourlyBudget: "0" };

const players = new WeakMap();

/** What the widget is told in the place of the campaign; nothing where there is no playback. */
export function play(shell, config, data, changed) {
  const source = (speedOf(config.replay) && (data ?? config.src)) || null;
  let player = players.get(shell);
  if (player && player.source !== source) {
    player.end();
    players.delete(shell);
    player = undefined;
  }
  if (!source) return undefined;
  if (!player) players.set(shell, (player = new Player(shell, source, changed)));
  return player.attend(config);
}

// What the widget calls stands apart: it keeps these functions, which must not keep a removed element.
const giving = (text) => async () => text;
/** Until the film is there; the widget gives it up then. */
const coming = (signal) => new Promise((_, reject) => signal.addEventListener("abort", reject));

/** Nothing where there is none. */
function speedOf(replay) {
  if (!replay) return undefined;
  const [, speed] = /^(\d+(?:\.\d+)?)x$/.exec(replay.trim()) ?? [];
  if (Number(speed) > 0) return Number(speed);
  warn(`replay="${replay}" is not valid, so its default stands; it takes a speed such as 60x.`);
}

class Player {
  #shell;
  #changed;
  #film;
  #bar;
  #hasFailed = false;
  #hasEnded = false;
  #position;
  #replay;
  #speed;
  #isPlaying = !matchMedia("(prefers-reduced-motion: reduce)").matches;
  /** The moment at hand, and how often it is still to be handed over. */
  #scene;
  #repeats = 0;
  #load = coming;
  #last = performance.now();
  #cost = 0;
  #timer;

  constructor(shell, source, changed) {
    this.source = source;
    this.#shell = shell;
    this.#changed = changed;
    whole(source)
      .then((campaign) => this.#open(new Film(campaign)))
      // Then the widget shows the campaign, or why there is none, by itself.
      .catch(() => (this.#hasFailed = true))
      .finally(changed);
  }

  #open(film) {
    if (this.#hasEnded) return;
    this.#film = film;
    this.#position = film.from;
    this.#bar = new Bar(this.#shell, film, {
      press: () => this.#press(),
      seek: (position) => this.#seek(position),
      hurry: (speed) => (this.#speed = speed),
    });
  }

  /** What the widget is told now. The element is in the page. */
  attend(config) {
    if (this.#hasFailed) return undefined;
    if (config.replay !== this.#replay) this.#speed = speedOf(config.replay);
    this.#replay = config.replay;
    if (!this.#film) return { ...BY_HAND, load: this.#load };
    if (!this.#timer) this.#step();
    this.#bar.write(config, this.#speed);
    this.#show();
    return { ...BY_HAND, load: this.#load, shift: this.#position - Date.now() };
  }

  end() {
    this.#hasEnded = true;
    clearTimeout(this.#timer);
    this.#bar?.remove();
  }

  #show() {
    this.#bar.show(this.#position, this.#isPlaying);
  }

  /** Moves on by as much as it is time for. */
  #step() {
    const now = performance.now();
    if (this.#isPlaying && !document.hidden) {
      const { to } = this.#film;
      const passed = Math.min(now - this.#last, LONGEST_MS);
      this.#position = Math.min(to, this.#position + passed * this.#speed);
      this.#isPlaying = this.#position < to;
    }
    this.#last = now;
    this.#cut();
    this.#cost = performance.now() - now;
    this.#wait(this.#isPlaying || this.#repeats > 0 ? STEP_MS : STANDING_MS);
  }

  /** Hands over the moment, if it is another. The end is told twice, as the API is asked twice: then it is final. */
  #cut() {
    const scene = this.#film.sceneAt(this.#position);
    if (scene !== this.#scene) this.#repeats = scene === this.#film.last ? 2 : 1;
    this.#scene = scene;
    if (this.#repeats === 0) return;
    this.#repeats -= 1;
    this.#load = giving(this.#film.textOf(scene));
  }

  #wait(pause) {
    const at = this.#last + Math.max(pause, this.#cost / SHARE);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#wake(), Math.max(0, at - performance.now()));
  }

  /** Out of the page it stands, until the element is back. */
  #wake() {
    this.#timer = undefined;
    if (!this.#shell.element.isConnected) return;
    this.#step();
    this.#changed();
  }

  #press() {
    if (this.#position >= this.#film.to) this.#position = this.#film.from;
    this.#isPlaying = !this.#isPlaying;
    this.#last = performance.now();
    this.#show();
    this.#wait(STEP_MS);
  }

  #seek(position) {
    this.#position = position;
    this.#show();
    this.#wait(STEP_MS);
  }
}
