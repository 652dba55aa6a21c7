import type { InvestigationStep, Playbook } from './model.ts'
import { sectionsOf } from './sections.ts'

// Pages of prose as data. A playbook numbers its steps and says who and how long in brackets; a guide numbers its questions:
//   ## 2. Is it somebody's work? (analyst, 5 minutes)

/** The heading of the page itself says what the page shows above it anyway. */
const withoutHeading = (text: string): string => text.replace(/^# .*\n?/, '').trim()

/** `2. Is it somebody's work?` without its number; undefined where it has none. */
const numbered = (title: string): string | undefined => /^\d+[.)]\s+(.*)$/.exec(title)?.[1]

/** The steps of a playbook, and the sections that are none. */
export function playbookOf(markdown: string): Playbook {
  const steps: Playbook['steps'][number][] = []
  const more: Playbook['more'][number][] = []
  let intro = ''
  for (const { title, text } of sectionsOf(markdown)) {
    if (title === undefined) {
      intro = withoutHeading(text)
      continue
    }
    const step = numbered(title)
    if (step === undefined) more.push({ title, text })
    else steps.push({ ...stepHead(step), text })
  }
  return { intro, steps, more }
}

/** `Read the row (analyst, 1 minute)`: what, who, and in how many minutes. */
function stepHead(heading: string): Pick<Playbook['steps'][number], 'title' | 'who' | 'minutes'> {
  const [, title = heading, inside] = /^(.*\S)\s*\(([^()]*)\)$/.exec(heading) ?? []
  if (inside === undefined) return { title, who: undefined, minutes: undefined }
  const [, amount, unit] = /(\d+)\s*(minutes?|hours?)\b/.exec(inside) ?? []
  const who = inside
    .split(',')
    .map(part => part.trim())
    .filter(part => !/\d/.test(part))
    .join(', ')
  const minutes = amount === undefined ? undefined : Number(amount) * (unit?.startsWith('hour') === true ? 60 : 1)
  return { title, who: who === '' ? undefined : who, minutes }
}

/** The questions of a guide with the queries of the package that each names by its id or file. */
export function investigationOf(
  markdown: string,
  queries: readonly { readonly id: string; readonly file?: string | undefined }[],
): InvestigationStep[] {
  return sectionsOf(markdown).flatMap(({ title, text }) => {
    const question = title === undefined ? undefined : numbered(title)
    if (question === undefined) return []
    const named = new Set([...text.matchAll(/`([^`\n]+)`/g)].map(([, word]) => word))
    const runs = queries.filter(q => named.has(q.id) || named.has(q.file ?? '')).map(q => q.id)
    return [{ question, text, runs }]
  })
}
