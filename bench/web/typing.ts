import type { Browser, Page } from 'playwright-core'
import { pause } from '../../src/web/playground/checking.ts'
import type { Front } from './front.ts'

/** A query that somebody writes. */
export interface Written {
  readonly name: string
  readonly language: string
  readonly text: string
  /** The folder of the package whose data it is checked against. */
  readonly package: string
}

/** Milliseconds from a key to the next picture with what the check says, without the pause that it waits for more keys. */
export interface Typed {
  readonly name: string
  readonly lines: number
  readonly times: readonly number[]
  /** What the thread of the check took of each, on the clock. */
  readonly checks: readonly number[]
}

/** Writes at the end of each query, key by key, slowly enough that each is checked. */
export async function typing(
  browser: Browser,
  front: Front,
  queries: readonly Written[],
  keys: number,
): Promise<readonly Typed[]> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  try {
    await context.addInitScript(observe)
    const page = await context.newPage()
    const typed: Typed[] = []
    for (const query of queries) typed.push(await typedIn(page, front, query, keys))
    return typed
  } finally {
    await context.close()
  }
}

async function typedIn(page: Page, front: Front, query: Written, keys: number): Promise<Typed> {
  await page.goto(`${front.address}playground/`)
  const editor = page.getByRole('textbox', { name: /^Query in/ })
  await editor.waitFor()
  await page.getByRole('combobox', { name: 'Language' }).selectOption(query.language)
  const sets = page.locator(`optgroup[label="${query.package}"] option`)
  if ((await sets.count()) > 0)
    await page.getByRole('combobox', { name: 'Data' }).selectOption((await sets.first().getAttribute('value')) ?? '')
  await editor.press('Control+a')
  await page.keyboard.insertText(query.text)
  await page.getByText(/^. It (can|cannot) run/).waitFor()
  await editor.press('Control+End')
  const times: number[] = []
  const checks: number[] = []
  // one end of a comment after another: the text changes, and what it says stays
  const comment = query.language === 'sigma' ? '\n# ' : '\n// '
  await page.keyboard.insertText(comment)
  await page.waitForTimeout(1000)
  for (let i = 0; i < keys; i++) {
    await page.evaluate(() => window.assayTyping.begin())
    await page.keyboard.press('x')
    const { shown, check } = await page.evaluate(() => window.assayTyping.shown())
    times.push(shown - pause)
    checks.push(check)
  }
  return { name: query.name, lines: query.text.trimEnd().split('\n').length, times, checks }
}

interface Shown {
  readonly shown: number
  readonly check: number
}

declare global {
  interface Window {
    assayTyping: { begin(): void; shown(): Promise<Shown> }
  }
}

/** Runs in the page before anything else: stands between the page and its threads, and watches the questions and answers of checks. */
function observe(): void {
  let key = 0
  let asked = 0
  let question: unknown
  let told: (shown: Shown) => void = () => {}
  let shown: Promise<Shown> = new Promise(() => {})
  window.assayTyping = {
    begin() {
      key = 0
      shown = new Promise(resolve => {
        told = resolve
      })
    },
    shown: () => shown,
  }
  addEventListener(
    'keydown',
    event => {
      if (key === 0) key = event.timeStamp
    },
    true,
  )
  const Thread = window.Worker
  window.Worker = class extends Thread {
    constructor(address: string | URL, options?: WorkerOptions) {
      super(address, options)
      super.addEventListener('message', ({ data }: MessageEvent<{ id: unknown }>) => {
        if (data.id !== question) return
        const check = performance.now() - asked
        // after the next picture
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel()
          port1.onmessage = () => told({ shown: performance.now() - key, check })
          port2.postMessage(undefined)
        })
      })
    }
    override postMessage(message: { id: unknown; ask?: { is: string } }, ...rest: never[]): void {
      if (message.ask?.is === 'check') {
        question = message.id
        asked = performance.now()
      }
      super.postMessage(message, ...rest)
    }
  }
}
