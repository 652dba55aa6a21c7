/**
 * What makes a box that may be wider than the screen reachable by keyboard, so that it can be scrolled: a name, a role, and a
 * place in the order of focus (https://www.w3.org/WAI/WCAG22/Understanding/keyboard).
 */
export const scrollable = (
  label: string,
): { readonly tabIndex: 0; readonly role: 'group'; readonly 'aria-label': string } => ({
  tabIndex: 0,
  role: 'group',
  'aria-label': label,
})
