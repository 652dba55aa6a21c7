/** More patterns than this are not kept: they come from the data then, and rarely again. */
const most = 64

/** The same function, which keeps what it made of the last few texts: patterns are the same for every row. */
export function remember<T>(make: (written: string) => T): (written: string) => T {
  const known = new Map<string, T>()
  return written => {
    const before = known.get(written)
    if (before !== undefined) return before
    if (known.size >= most) known.clear()
    const made = make(written)
    known.set(written, made)
    return made
  }
}

/** The same function, which keeps what it made of the last text only: one text is often asked for many things in a row. */
export function rememberLast<T>(make: (written: string) => T): (written: string) => T {
  let last: { readonly written: string; readonly made: T } | undefined
  return written => {
    if (last?.written !== written) last = { written, made: make(written) }
    return last.made
  }
}
