import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'

/** Expects something of what a page comes to, however busy the machine is. */
export const eventually = <T>(look: () => Promise<T> | T) => expect.poll(look, { timeout: 20_000, interval: 25 })

/** The text of an element, with its white space as a reader sees it. */
export const textOf = async (at: Locator): Promise<string> =>
  ((await at.textContent()) ?? '').replace(/\s+/g, ' ').trim()

/** Whether an element, or something in it, has the focus. */
export const hasFocus = (at: Locator): Promise<boolean> =>
  at.evaluate(element => element.matches(':focus, :focus-within'))

/** What a download holds. */
export async function downloaded(
  page: Page,
  press: Locator,
): Promise<{ readonly name: string; readonly bytes: Uint8Array }> {
  const [download] = await Promise.all([page.waitForEvent('download'), press.click()])
  const parts: Uint8Array[] = []
  for await (const part of await download.createReadStream()) parts.push(part)
  return { name: download.suggestedFilename(), bytes: new Uint8Array(Buffer.concat(parts)) }
}
