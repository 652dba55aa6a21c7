import * as schema from '../../app/catalogue/schema.ts'
import { components, named } from './shared.ts'

// The catalogue is what the pages are made of; it is described once, where it is made.

export const detectionList = named('DetectionList', schema.catalogue)
export const detection = named('Detection', schema.detection)

const parts = {
  DetectionCard: schema.detectionCard,
  AttackMatrix: schema.attackMatrix,
  TechniqueCell: schema.techniqueCell,
  QueryEntry: schema.queryEntry,
  CellEntry: schema.cellEntry,
  EventEntry: schema.eventEntry,
  WhyNode: schema.whyNode,
  TestEntry: schema.testEntry,
} as const
for (const [id, part] of Object.entries(parts)) components.add(part, { id })
