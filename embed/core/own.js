// What a page's scripts and markup cannot stand in the way of: objects without what `Object.prototype` was given,
// and the document without what markup by the name of its members hides (`<img name=head>`).

/**
 * An object with these members and no inherited ones. Of options, browsers read the inherited ones too.
 * @template {object} T
 * @param {T} members
 * @returns {T}
 */
export const bare = (members) => Object.setPrototypeOf(members, null);

/**
 * A member of a document by the browser's own hand. Methods have to be called on the document.
 * @template {keyof Document} K
 * @param {K} name
 * @param {Document} [of]
 * @returns {Document[K]}
 */
export const ofDocument = (name, of = document) => Reflect.get(Document.prototype, name, of);

/**
 * A new element.
 * @param {string} tag
 * @returns {HTMLElement}
 */
export const make = (tag) => ofDocument("createElement").call(document, tag);

/**
 * Listens on the document.
 * @param {string} type
 * @param {(event: any) => void} listener
 */
export const listenTo = (type, listener) => ofDocument("addEventListener").call(document, type, listener);
