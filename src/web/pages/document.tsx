import type { ComponentChildren, VNode } from 'preact'
import { contentPolicy } from '../../http/contract/content-policy.ts'
import { aboutPath, homePath, playgroundPath } from './address.ts'
import { favicon, Icon } from './icons.tsx'
import type { SiteView } from './site-view.ts'

interface Props {
  readonly view: SiteView
  readonly title: string
  readonly description: string
  readonly current: 'home' | 'playground' | 'about' | undefined
  /** The path of the page that is this one's own address, where this one is shown under more than one. */
  readonly canonical?: string
  /** The styles, to stand in the page itself: one that is shown under any address cannot say where the rest of the site is. */
  readonly styles?: InlineStyles | undefined
  /** A name for the styles and scripts of this kind of page. */
  readonly kind: string
  readonly children: ComponentChildren
}

/** A style sheet with the hash by which a policy allows it. */
export interface InlineStyles {
  readonly text: string
  /** As a policy writes it: `sha256-…`. */
  readonly hash: string
}

/** A whole page: head, the bar on top, what is on it, and the foot. */
export function Document({ view, title, description, current, canonical, styles, kind, children }: Props): VNode {
  const { assets, to } = view
  const playground = kind === 'playground' ? assets.playground : undefined
  const whole = title === 'Assay' ? 'Assay: detections, proven' : `${title} · Assay`
  return (
    <html lang="en" data-root={view.root} data-served={view.served ? 'yes' : undefined}>
      <head>
        <meta charset="utf-8" />
        {/* our own server says so in a header */}
        {!view.served && (
          <meta http-equiv="Content-Security-Policy" content={contentPolicy(styles && `'${styles.hash}'`)} />
        )}
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{whole}</title>
        <meta name="description" content={description} />
        <meta property="og:title" content={whole} />
        <meta property="og:description" content={description} />
        <meta property="og:type" content={kind === 'detection' ? 'article' : 'website'} />
        <meta property="og:site_name" content="Assay" />
        {canonical !== undefined && <link rel="canonical" href={to(canonical)} />}
        <meta name="color-scheme" content="light dark" />
        {styles === undefined ? (
          <>
            <link rel="icon" href={to('icon.svg')} type="image/svg+xml" />
            <script src={to(assets.theme)} />
            <link rel="stylesheet" href={to(assets.styles)} />
          </>
        ) : (
          <>
            <link rel="icon" href={`data:image/svg+xml,${encodeURIComponent(favicon)}`} type="image/svg+xml" />
            <style dangerouslySetInnerHTML={{ __html: styles.text }} />
          </>
        )}
        {playground?.styles.map(path => (
          <link rel="stylesheet" href={to(path)} key={path} />
        ))}
        {styles === undefined && <script type="module" src={to(assets.client)} />}
        {playground && <script type="module" src={to(playground.script)} />}
      </head>
      <body class={`page-${kind}`}>
        <a class="skip" href="#content">
          Skip to the content
        </a>
        <header class="bar">
          <div class="bar-in">
            <a class="mark" href={to(homePath)}>
              <Icon name="mark" />
              <span>Assay</span>
            </a>
            <nav aria-label="Site" hidden={styles !== undefined}>
              <BarLink href={to(homePath)} here={current === 'home'}>
                Catalogue
              </BarLink>
              <BarLink href={to(playgroundPath)} here={current === 'playground'}>
                Playground
              </BarLink>
              <BarLink href={to(aboutPath)} here={current === 'about'}>
                About
              </BarLink>
            </nav>
            <div class="bar-tools">
              <button type="button" class="find js" data-palette>
                <Icon name="search" />
                <span>Search</span>
                <kbd>/</kbd>
              </button>
              <button type="button" class="plain theme-switch js" data-theme-switch>
                <Icon name="theme" />
                <span class="sr" data-theme-name>
                  Theme
                </span>
              </button>
            </div>
          </div>
        </header>
        <main id="content" tabIndex={-1}>
          {children}
        </main>
        <footer class="foot" hidden={styles !== undefined}>
          <p>
            Assay {view.assay}. Every claim on these pages was run; <a href={to(aboutPath)}>how verdicts are made</a>.
          </p>
          <p>
            ATT&amp;CK® is a registered trademark of The MITRE Corporation.{' '}
            <a href={`${to(aboutPath)}#attack`}>Terms of use</a>.
          </p>
        </footer>
      </body>
    </html>
  )
}

function BarLink({
  href,
  here,
  children,
}: {
  readonly href: string
  readonly here: boolean
  readonly children: ComponentChildren
}): VNode {
  return (
    <a href={href} aria-current={here ? 'page' : undefined}>
      {children}
    </a>
  )
}
