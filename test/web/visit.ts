import type { BrowserContextOptions, Page } from 'playwright-core'
import { expect } from 'vitest'
import type { World } from './world.ts'

export const desktop = { width: 1440, height: 900 }
export const phone = { width: 390, height: 844 }

/** What a page does wrong without anybody seeing it. */
export interface Wrong {
  /** What the console said, requests to elsewhere, violations of the policy, exceptions. */
  readonly said: readonly string[]
}

/**
 * Opens a window of its own, does something in it, and then expects that the page was well behaved all the while: nothing in the
 * console, no request to another host, nothing that its policy forbids, and nothing from a log that ran.
 */
export async function visit(
  { browser, sites }: World,
  address: string,
  does: (page: Page) => Promise<void>,
  options: BrowserContextOptions & { readonly mayFail?: RegExp } = {},
): Promise<void> {
  const { mayFail, ...rest } = options
  const context = await browser.newContext({ viewport: desktop, ...rest })
  context.setDefaultTimeout(20_000)
  const wrong: string[] = []
  const homes = Object.values(sites).map(site => new URL(site).origin)
  context.on('console', message => {
    if (['error', 'warning'].includes(message.type()))
      wrong.push(`console: ${message.text()} ${message.location().url}`)
  })
  context.on('weberror', error => wrong.push(`thrown: ${error.error().stack ?? error.error().message}`))
  context.on('request', request => {
    const { protocol, origin } = new URL(request.url())
    if (!['data:', 'blob:'].includes(protocol) && !homes.includes(origin)) wrong.push(`request to ${request.url()}`)
  })
  await context.addInitScript(watch)
  try {
    const page = await context.newPage()
    await page.goto(address)
    await does(page)
    const { ran, forbidden } = await page.evaluate(() => window.assaySeen)
    expect({ ran, said: [...wrong, ...forbidden].filter(line => mayFail?.test(line) !== true) }).toEqual({
      ran: false,
      said: [],
    })
  } finally {
    await context.close()
  }
}

declare global {
  interface Window {
    /** Set by whatever runs that must not. */
    __ran?: unknown
    readonly assaySeen: {
      readonly ran: boolean
      readonly forbidden: readonly string[]
      /** The sum of how far things moved that nobody moved. */
      readonly shift: number
    }
  }
}

/** Runs in the page before anything else. */
function watch(): void {
  const forbidden: string[] = []
  let shift = 0
  document.addEventListener('securitypolicyviolation', event => {
    const [at] = event.composedPath()
    const where = at instanceof Element ? at.outerHTML.slice(0, 300) : ''
    forbidden.push(
      `policy: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber} ${where}`,
    )
  })
  new PerformanceObserver(list => {
    for (const entry of list.getEntries() as (PerformanceEntry & { value: number; hadRecentInput: boolean })[])
      if (!entry.hadRecentInput) shift += entry.value
  }).observe({ type: 'layout-shift', buffered: true })
  Object.defineProperty(window, 'assaySeen', {
    get: () => ({ ran: window.__ran !== undefined, forbidden, shift }),
  })
}
