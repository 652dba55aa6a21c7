import type { DetectionPackage } from '../../library/package.ts'
import type { PackageVerdict } from '../../proof/verdict.ts'
import { attackBlock, techniqueName } from './attack.ts'
import { equivalenceOf } from './equivalence.ts'
import type { Detection, DetectionCard, Measured, SpecimenEntry } from './model.ts'
import { parameterEntries } from './parameters.ts'
import { investigationOf, playbookOf } from './prose.ts'
import { queryEntry } from './query-entry.ts'
import { baselineEntries, testEntries, variantEntries } from './test-entry.ts'

const notYet = <T>(why: string): Measured<T> => ({ measured: false, why })

/** A detection with everything its page shows. */
export async function detectionOf(
  card: DetectionCard,
  loaded: DetectionPackage,
  verdict: PackageVerdict,
  run: Pick<Detection, 'provedAt' | 'engine'>,
): Promise<Detection> {
  const { about, prose, folder } = loaded
  const queries = await each(verdict.queries, found => {
    const query = about.queries.find(q => q.id === found.id)
    return queryEntry(found, { reads: query?.reads ?? '', benignWhy: query?.benign_why }, folder)
  })
  return {
    ...card,
    folder: folder.slice(folder.lastIndexOf('/') + 1),
    status: about.status,
    author: about.author,
    created: about.created,
    modified: about.modified,
    ...run,
    attack: attackBlock(about),
    description: prose.description ?? '',
    tuning: prose.tuning ?? '',
    queries,
    specimens: await each(verdict.specimens, async ({ id, title, published, fixed }): Promise<SpecimenEntry> => {
      const words = { reads: '' }
      const whole = fixed && { ...fixed.verdict, source: { name: fixed.verdict.source.name, text: fixed.text } }
      return {
        id,
        title,
        published: await queryEntry(published, words, folder),
        fixed: whole && (await queryEntry(whole, words, folder)),
      }
    }),
    hunts: await each(verdict.hunts, async found => {
      const hunt = about.hunts.find(h => h.id === found.id)
      return {
        ...(await queryEntry(found, { reads: hunt?.reads ?? '' }, folder)),
        question: hunt?.question ?? found.title,
      }
    }),
    tests: testEntries(loaded, verdict),
    baselineParts: baselineEntries(loaded, verdict),
    variants: variantEntries(loaded, verdict),
    evasion: notYet('no evasions are generated yet'),
    mutation: notYet('no mutants are made yet'),
    equivalence: equivalenceOf({ queries, languages: card.languages }),
    sources: about.data_sources,
    requiredTables: about.required_tables,
    falsePositives: about.false_positives,
    blindSpots: about.blind_spots,
    assumptions: about.assumptions,
    parameters: parameterEntries(loaded),
    playbook: playbookOf(prose.playbook ?? ''),
    investigation: investigationOf(prose.investigation ?? '', [...about.queries, ...about.hunts]),
    related: about.related.map(({ technique, relation, why }) => ({
      technique,
      name: techniqueName(technique),
      relation,
      why,
      detection: undefined,
      shared: [],
    })),
    references: about.references,
    history: historyOf(loaded),
    differences: verdict.differences.map(({ what, id, says }) => ({ what, id, says })),
  }
}

const each = <A, B>(all: readonly A[], make: (one: A) => Promise<B>): Promise<B[]> => Promise.all(all.map(make))

/** What the package tells of its changes, the newest first; at least that it was made. */
function historyOf({ about }: DetectionPackage): Detection['history'] {
  const told = [...about.history]
  if (!told.some(entry => entry.date === about.created)) told.push({ date: about.created, says: 'First version' })
  if (!told.some(entry => entry.date === about.modified)) told.push({ date: about.modified, says: 'Last change' })
  return told.sort((a, b) => (a.date < b.date ? 1 : a.date > b.date ? -1 : 0))
}
