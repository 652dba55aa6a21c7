import type { Browser } from 'playwright-core'
import type { Front } from './front.ts'

/** What a page costs whoever opens it, with nothing in the cache. Milliseconds, but for what says otherwise. */
export interface Loading {
  readonly load: number
  /** Largest contentful paint (https://web.dev/articles/lcp). */
  readonly lcp: number
  /** Cumulative layout shift, a sum of shares (https://web.dev/articles/cls). */
  readonly cls: number
  /** Total blocking time: what tasks take beyond 50 ms each (https://web.dev/articles/tbt). */
  readonly tbt: number
  /** Bytes. */
  readonly scripts: number
}

/** Opens a page of the front in a window of its own, and waits until nothing comes any more. */
export async function loading(browser: Browser, front: Front, path: string): Promise<Loading> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  try {
    await context.addInitScript(observe)
    const page = await context.newPage()
    front.scriptBytes()
    await page.goto(`${front.address}${path}`, { waitUntil: 'networkidle' })
    await page.waitForTimeout(300)
    return { ...(await page.evaluate(() => window.assayLoading())), scripts: front.scriptBytes() }
  } finally {
    await context.close()
  }
}

/** Bytes of all scripts that the playground has loaded when a query was run in it. */
export async function scriptsOfRun(browser: Browser, front: Front): Promise<number> {
  const context = await browser.newContext()
  try {
    front.scriptBytes()
    const page = await context.newPage()
    await page.goto(`${front.address}playground/`)
    await page.getByRole('button', { name: /^Run/ }).click()
    await page
      .getByRole('img', { name: /events? from/ })
      .locator('canvas')
      .waitFor()
    await page.waitForTimeout(500)
    return front.scriptBytes()
  } finally {
    await context.close()
  }
}

declare global {
  interface Window {
    assayLoading: () => Omit<Loading, 'scripts'>
  }
}

/** Runs in the page before anything else. */
function observe(): void {
  let lcp = 0
  let cls = 0
  let tbt = 0
  const see = (type: string, each: (entry: PerformanceEntry) => void): void =>
    new PerformanceObserver(list => list.getEntries().forEach(each)).observe({ type, buffered: true })
  see('largest-contentful-paint', entry => {
    lcp = entry.startTime
  })
  see('layout-shift', entry => {
    const { value, hadRecentInput } = entry as PerformanceEntry & { value: number; hadRecentInput: boolean }
    if (!hadRecentInput) cls += value
  })
  see('longtask', entry => {
    tbt += Math.max(0, entry.duration - 50)
  })
  window.assayLoading = () => {
    const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[]
    return { load: navigation?.loadEventEnd ?? 0, lcp, cls, tbt }
  }
}
