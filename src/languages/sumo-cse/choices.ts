/**
 * Where neither the documentation nor published rules settle what an expression or a rule means, this is what we take it to
 * mean. SEMANTICS.md numbers them.
 */
export const choices = {
  /** Field names are taken in any letter case, with a warning. No page says whether the product does. */
  anyLetterCase: true,
} as const
