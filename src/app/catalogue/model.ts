import type { z } from 'zod'
import type * as schema from './schema.ts'

// The data of the catalogue's pages: plain JSON, so that a page baked into a folder and one asked over HTTP are the same.
// What each part means is written in schema.ts, which these types follow.

/** Data that nobody changes. */
export type Fixed<T> = T extends readonly (infer E)[]
  ? readonly Fixed<E>[]
  : T extends object
    ? { readonly [K in keyof T]: Fixed<T[K]> }
    : T

type Of<S extends z.ZodType> = Fixed<z.output<S>>

export type Catalogue = Of<typeof schema.catalogue>
export type Standing = Of<typeof schema.standing>
export type DetectionCard = Of<typeof schema.detectionCard>
export type Named = Of<typeof schema.namedThing>
export type Severity = Of<typeof schema.severity>
export type Confidence = Of<typeof schema.confidence>
export type AttackMatrix = Of<typeof schema.attackMatrix>
export type TechniqueCell = Of<typeof schema.techniqueCell>
export type Detection = Of<typeof schema.detection>
export type AttackBlock = Of<typeof schema.attackBlock>
export type QueryEntry = Of<typeof schema.queryEntry>
export type TextPiece = Of<typeof schema.textPiece>
export type PlacedDiagnostic = Of<typeof schema.placedDiagnostic>
export type CellEntry = Of<typeof schema.cellEntry>
export type EventEntry = Of<typeof schema.eventEntry>
export type SeenEvent = Of<typeof schema.seenEvent>
export type WhyStep = Of<typeof schema.whyStep>
export type WhyNode = Of<typeof schema.whyNode>
export type SpecimenEntry = Of<typeof schema.specimenEntry>
export type TestEntry = Of<typeof schema.testEntry>
export type BaselineEntry = Of<typeof schema.baselineEntry>
export type VariantEntry = Of<typeof schema.variantEntry>
export type EquivalenceEntry = Of<typeof schema.equivalenceEntry>
export type ParameterEntry = Of<typeof schema.parameterEntry>
export type Playbook = Of<typeof schema.playbook>
export type InvestigationStep = Of<typeof schema.investigationStep>
export type RelatedEntry = Of<typeof schema.relatedEntry>

/** Something that may be measured or not yet. */
export type Measured<T> =
  | { readonly measured: true; readonly value: T }
  | { readonly measured: false; readonly why: string }

/** Files of a detection that a page offers for download. */
export interface Download {
  readonly name: string
  readonly type: string
  readonly bytes: Uint8Array
}
