import type { CheckAnswerData } from '../../http/contract/check.ts'
import type { TokensAnswer } from '../local/bench.ts'
import { Refusal } from '../local/hire.ts'
import { clock } from './clock.ts'
import type { Lookups } from './lookups.ts'

/** What is told of a text, once it is known, and only while it is still the text that stands there. */
export interface Checks {
  readonly colours: (tokens: TokensAnswer) => void
  /** `ms`: what it took from asking to the answer. */
  readonly checked: (answer: CheckAnswerData, ms: number) => void
  readonly failed: (message: string) => void
}

/** Milliseconds without a key after which what was written is judged; colours come at once. */
export const pause = 120

/** Colours and checks a text while somebody writes it. One question of each kind is under way at a time: the newest text comes next. */
export function createChecking(
  lookups: () => Lookups,
  told: Checks,
): { readonly written: (text: string) => void; readonly stop: () => void } {
  let text = ''
  let timer: ReturnType<typeof setTimeout> | undefined
  let stopped = false

  const asking = <A>(
    ask: (text: string) => Promise<A>,
    tell: (answer: A, ms: number) => void,
  ): (() => Promise<void>) => {
    let going: Promise<void> | undefined
    const one = async (asked: string): Promise<void> => {
      const begun = clock()
      try {
        const answer = await ask(asked)
        if (!stopped && asked === text) tell(answer, clock() - begun)
      } catch (error) {
        if (!stopped) told.failed(error instanceof Refusal ? error.message : String(error))
      }
    }
    const go = async (): Promise<void> => {
      for (let asked: string | undefined; !stopped && asked !== text; ) {
        asked = text
        await one(asked)
      }
      going = undefined
    }
    return () => {
      going ??= go()
      return going
    }
  }
  const colour = asking(async now => (now === '' ? [] : lookups().tokens(now)), told.colours)
  const check = asking(async now => (now.trim() === '' ? nothing : lookups().check(now)), told.checked)

  return {
    written(next) {
      text = next
      const coloured = colour()
      clearTimeout(timer)
      // after the colours: the first ones wait for the language to load, which is not a part of checking
      timer = setTimeout(() => void coloured.then(check), pause)
    },
    stop() {
      stopped = true
      clearTimeout(timer)
    },
  }
}

/** Nothing is wrong with nothing. */
const nothing: CheckAnswerData = { language: '', ok: false, diagnostics: [], costs: [] }
