import type { Diagnostic } from '../base/diagnostic.ts'
import { placeOf, type Source } from '../base/source.ts'
import type { Cell, QueryVerdict } from '../proof/verdict.ts'
import type { Proved } from './prove.ts'

/** A proof as plain data: everything that was measured, with places instead of offsets and file names instead of texts. */
export function verdictData({ folder, package: loaded, verdict, reports }: Proved) {
  return {
    folder,
    id: loaded?.about.id,
    title: loaded?.about.title,
    problems: reports.flatMap(({ source, diagnostics }) => diagnostics.map(d => diagnosticData(d, source))),
    ...(verdict && {
      ...verdict,
      tests: verdict.tests.map(({ expectations, ...test }) => ({
        ...test,
        expectations: expectations.map(({ events: _, ...rest }) => rest),
      })),
      queries: verdict.queries.map(queryData),
      hunts: verdict.hunts.map(queryData),
      specimens: verdict.specimens.map(({ published, fixed, ...rest }) => ({
        ...rest,
        published: queryData(published),
        ...(fixed && {
          fixed: {
            ...queryData(fixed.verdict),
            text: fixed.text,
            applied: fixed.applied.map(({ diagnostic, source }) => diagnosticData(diagnostic, source)),
          },
        }),
      })),
    }),
  }
}

const queryData = ({ source, diagnostics, cells, benign, variants, ...rest }: QueryVerdict) => ({
  ...rest,
  cells: cells.map(cellData),
  benign: benign.map(cellData),
  variants: variants.map(cellData),
  file: source.startsAt?.file ?? source.name,
  diagnostics: diagnostics.map(d => diagnosticData(d, source)),
})

/** Of the events behind a cell, what tells them apart: the events themselves lie in the telemetry. */
const cellData = ({ events, passedOver: _, why: __, ...rest }: Cell) => ({
  ...rest,
  events: events.map(({ event: _, ...seen }) => seen),
})

const diagnosticData = (d: Diagnostic, source: Source) => ({
  ...placeOf(source, d.span.start),
  code: d.code,
  severity: d.severity,
  message: d.message,
  because: d.because,
  help: d.help,
})
