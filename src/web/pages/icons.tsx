import type { VNode } from 'preact'
import { type IconName, iconPaths } from './icon-paths.ts'

/** A small drawing beside a word; it says nothing that the word does not say. */
export function Icon({ name }: { readonly name: IconName }): VNode {
  return (
    <svg class="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">
      <path
        d={iconPaths[name]}
        fill="none"
        stroke="currentColor"
        stroke-width="1.5"
        stroke-linecap="round"
        stroke-linejoin="round"
      />
    </svg>
  )
}

/** The drawing of the site for the browser's tab. */
export const favicon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><rect x="1" y="1" width="14" height="14" rx="2" fill="#0b5c73"/><path d="M4.500 11.500l6-7M7.500 12l4-4.500" fill="none" stroke="#fff" stroke-width="1.700" stroke-linecap="round"/></svg>\n`
