import type { Claims } from '../proof/claims.ts'
import type { DetectionData, TestsData, VariantsData } from './shape.ts'

/** A detection with everything an analyst needs, as loaded from its folder. */
export interface DetectionPackage {
  readonly folder: string
  /** What detection.yaml says. */
  readonly about: DetectionData
  /** What tests.yaml says. */
  readonly tests: TestsData
  /** What variants.yaml says; undefined when there is none. */
  readonly variants: VariantsData | undefined
  /** The pages of prose that are there, as Markdown. */
  readonly prose: Readonly<Partial<Record<Page, string>>>
  /** The tables that it brings for its queries, with whole paths. */
  readonly tables: readonly { readonly name: string; readonly file: string }[]
  /** What can be proved or refuted, with paths of telemetry made whole. */
  readonly claims: Claims
}

/** The pages that every package has. */
export const pages = ['description', 'playbook', 'investigation', 'tuning'] as const
export type Page = (typeof pages)[number]
