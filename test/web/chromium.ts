import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

/** The browser that tests are run in: Debian's, or what `CHROMIUM` names; undefined when there is none, and then they are skipped. */
export const chromiumPath = [process.env['CHROMIUM'] ?? '/usr/bin/chromium'].find(path => existsSync(path))

/** Starts it: without a name server, so that nothing beyond this machine could be reached even if a page tried. */
export const startChromium = (): Promise<Browser> =>
  chromium.launch({
    ...(chromiumPath === undefined ? {} : { executablePath: chromiumPath }),
    // root has no sandbox in Chromium; the pages are our own
    chromiumSandbox: process.getuid?.() !== 0,
    args: [
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
      '--disable-gpu',
      '--disable-quic',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
      '--font-render-hinting=none',
    ],
  })
