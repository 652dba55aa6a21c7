import type { CheckAnswerData, FormatAnswerData } from '../../http/contract/check.ts'
import type { ProfileData } from '../../http/contract/data.ts'
import type { TokenKind } from '../../languages/language.ts'
import type { CompleteAnswer, HelpAnswer, TokensAnswer } from '../local/bench.ts'
import type { Bench } from '../local/hire.ts'

/** What an editor asks while somebody writes: answered in the page, in another thread. */
export interface Lookups {
  tokens(text: string): Promise<TokensAnswer>
  help(word: string, kind: TokenKind): Promise<HelpAnswer>
  complete(text: string, at: number): Promise<CompleteAnswer>
  check(text: string): Promise<CheckAnswerData>
  format(text: string): Promise<FormatAnswerData>
}

/** The same for one language and what is known of the data. */
export const lookupsOf = (bench: Bench, language: string, profile: ProfileData | undefined): Lookups => ({
  tokens: text => bench.ask({ is: 'tokens', language, text }),
  help: (word, kind) => bench.ask({ is: 'help', language, word, kind }),
  complete: (text, at) => bench.ask({ is: 'complete', language, text, at, profile }),
  check: query => bench.ask({ is: 'check', body: { language, query }, profile }),
  format: query => bench.ask({ is: 'format', body: { language, query } }),
})
