"use client";
// <batch-status> as a component of React 18 and 19. It renders the tag with its attributes, also on a server. Properties and
// listeners are there before the element is defined, so that no event is missed.

import { createElement, forwardRef, useEffect, useImperativeHandle, useLayoutEffect, useRef } from "react";
import { BatchStatus as Element } from "./class.js";

// `cargo xtask dist` writes these two lines, from package/element.json.
const PROPERTIES = [];
const EVENTS = [];

const camel = (name) => name.replace(/-(\w)/g, (_, letter) => letter.toUpperCase());
/** The attributes by the names of their props. */
const ATTRIBUTES = Object.fromEntries(Element.observedAttributes.map((name) => [camel(name), name]));
/** The events by the names of their props. */
const HANDLERS = Object.fromEntries(EVENTS.map((name) => [camel(`on-${name}`), `batch-status-${name}`]));

/** On a server there is no layout, which React 18 remarks on. */
const useBeforePaint = typeof window === "undefined" ? useEffect : useLayoutEffect;

function sorted(props) {
  // The element says its state in an attribute, maybe before React takes over what a server rendered.
  const tag = { suppressHydrationWarning: true };
  const properties = {};
  const handlers = {};
  for (const [name, value] of Object.entries(props)) {
    if (PROPERTIES.includes(name)) properties[name] = value;
    else if (name in HANDLERS) handlers[HANDLERS[name]] = value;
    // React 18 leaves `className` as it is on a custom element.
    else if (name === "className") tag.class = value;
    else tag[ATTRIBUTES[name] ?? name] = value;
  }
  return { tag, properties, handlers };
}

export const BatchStatus = forwardRef(function BatchStatus(props, ref) {
  const element = useRef(null);
  const known = useRef({});
  const heard = useRef({});
  const { tag, properties, handlers } = sorted(props);

  useBeforePaint(() => {
    heard.current = handlers;
    // A prop that is left out is what it was at first.
    for (const name of Object.keys({ ...known.current, ...properties })) {
      if (!Object.is(properties[name], known.current[name])) element.current[name] = properties[name] ?? null;
    }
    known.current = properties;
  });

  useBeforePaint(() => {
    const { current } = element;
    const tell = (event) => heard.current[event.type]?.(event);
    for (const name of Object.values(HANDLERS)) current.addEventListener(name, tell);
    Element.define();
    return () => {
      for (const name of Object.values(HANDLERS)) current.removeEventListener(name, tell);
    };
  }, []);

  useImperativeHandle(ref, () => element.current, []);
  return createElement("batch-status", { ...tag, ref: element });
});
