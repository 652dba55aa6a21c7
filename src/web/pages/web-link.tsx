import type { ComponentChildren } from 'preact'

/** A link of a package to the web. Only addresses of the web are followed, no scripts and no files: of others the words are left. */
export const WebLink = ({
  href,
  children,
}: {
  readonly href: string
  readonly children: ComponentChildren
}): ComponentChildren =>
  /^https?:\/\/[^\s]+$/i.test(href) ? (
    <a href={href} rel="noreferrer noopener external">
      {children}
    </a>
  ) : (
    children
  )
