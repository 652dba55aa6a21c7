import type { DetectionPackage } from '../../library/package.ts'
import type { TestData } from '../../library/shape.ts'
import type { PackageVerdict } from '../../proof/verdict.ts'
import { seenEvent } from './events.ts'
import type { BaselineEntry, TestEntry, VariantEntry } from './model.ts'

/** The procedures of a package, with what their telemetry shows. */
export const testEntries = ({ tests, claims, folder }: DetectionPackage, verdict: PackageVerdict): TestEntry[] =>
  verdict.tests.flatMap(found => {
    const test = tests.atomic_tests.find(t => t.assay.id === found.id)
    const claim = claims.tests.find(t => t.id === found.id)
    if (test === undefined || claim === undefined) return []
    return [
      {
        id: found.id,
        guid: test.auto_generated_guid,
        name: test.name,
        description: test.description.trim(),
        platforms: test.supported_platforms,
        executor: test.executor.name,
        elevated: test.executor.elevation_required === true,
        command: filledIn(test.executor.command ?? '', test).trim(),
        cleanup: present(filledIn(test.executor.cleanup_command ?? '', test).trim()),
        prerequisites: test.dependencies.map(d => ({
          description: filledIn(d.description, test).trim(),
          check: filledIn(d.prereq_command, test).trim(),
          get: d.get_prereq_command === undefined ? undefined : filledIn(d.get_prereq_command, test).trim(),
        })),
        publishedExpectation: test.assay.published_expectation,
        differs: test.assay.differs,
        collector: test.assay.collector,
        constructed: test.assay.constructed,
        valid: found.valid,
        events: found.events,
        kinds: found.kinds,
        expectations: found.expectations.map(e => ({ ...e, events: e.events.map(event => seenEvent(event, folder)) })),
      },
    ]
  })

const present = (text: string): string | undefined => (text === '' ? undefined : text)

/**
 * A command with its arguments' defaults (`#{name}`), as Atomic Red Team fills them in
 * (https://github.com/redcanaryco/atomic-red-team/blob/master/atomic_red_team/spec.yaml).
 */
function filledIn(command: string, test: TestData): string {
  const given = test['input_arguments']
  if (typeof given !== 'object' || given === null) return command
  return command.replace(/#\{([\w-]+)\}/g, (written, name: string) => {
    const argument: unknown = Object.entries(given).find(([key]) => key === name)?.[1]
    if (typeof argument !== 'object' || argument === null || !('default' in argument)) return written
    const { default: value } = argument
    return value === null || value === undefined ? '' : String(value)
  })
}

/** The benign telemetry of a package. */
export const baselineEntries = ({ about }: DetectionPackage, verdict: PackageVerdict): BaselineEntry[] =>
  verdict.baseline.map(found => {
    const part = about.baseline.find(b => b.id === found.id)
    return {
      id: found.id,
      title: found.title,
      kind: found.kind,
      says: part?.says,
      collector: part?.collector,
      events: found.events,
      kinds: found.kinds,
    }
  })

/** Other runs of the procedures. */
export const variantEntries = ({ variants }: DetectionPackage, verdict: PackageVerdict): VariantEntry[] =>
  verdict.variants.map(({ id, of, kind, events, caught, caughtBy }) => ({
    id,
    of,
    kind,
    says: variants?.variants.find(v => v.id === id)?.says,
    events,
    caught,
    caughtBy,
  }))
