// The little that the scripts need of the page, typed.

/** The elements that a selector finds. */
export const all = <T extends Element = HTMLElement>(selector: string, within: ParentNode = document): T[] => [
  ...within.querySelectorAll<T>(selector),
]

/** The first element that a selector finds. */
export const one = <T extends Element = HTMLElement>(selector: string, within: ParentNode = document): T | undefined =>
  within.querySelector<T>(selector) ?? undefined

type Child = Node | string | false | undefined

/** An element with attributes and children. Texts become text, never markup, so that logs can say what they want. */
export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Readonly<Record<string, string | number | boolean | undefined>> = {},
  ...children: readonly (Child | readonly Child[])[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes))
    if (value === true) element.setAttribute(name, '')
    else if (value !== undefined && value !== false) element.setAttribute(name, String(value))
  for (const child of children.flat()) if (child !== undefined && child !== false) element.append(child)
  return element
}

/** The address of a path of the site, seen from this page. */
export const siteAddress = (path: string): string =>
  new URL(`${document.documentElement.dataset['root'] ?? './'}${path}`, document.baseURI).href

/** Whether a server with our API is behind the pages. */
export const served = (): boolean => document.documentElement.dataset['served'] === 'yes'

/** Whether a key goes to something that a person writes in, so that it is no command. */
export const writing = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(input|textarea|select)$/i.test(target.tagName))

/** What a person hears who does not see what changed. */
export function announce(text: string): void {
  let region = document.getElementById('announcer')
  if (region === null) {
    region = el('div', { id: 'announcer', class: 'sr', role: 'status' })
    document.body.append(region)
  }
  region.textContent = text
}

/** A value from this browser's storage; undefined when there is none, or storage is forbidden. */
export function stored(key: string): string | undefined {
  try {
    return localStorage.getItem(key) ?? undefined
  } catch {
    return undefined
  }
}

/** Keeps a value in this browser's storage, or removes it. Forbidden storage keeps nothing. */
export function store(key: string, value: string | undefined): void {
  try {
    if (value === undefined) localStorage.removeItem(key)
    else localStorage.setItem(key, value)
  } catch {
    // nothing is kept then, and the page works all the same
  }
}
