import { newTactics, splitTactics } from '../../attack/facts.ts'
import {
  attackNotice,
  attackTactics,
  attackVersion,
  type TechniqueFacts,
  techniqueFacts,
} from '../../attack/techniques.ts'
import { currentId } from '../../languages/sigma/lint/attack-tags.ts'
import type { DetectionData } from '../../library/shape.ts'
import type { AttackBlock, AttackMatrix, DetectionCard, Named, TechniqueCell } from './model.ts'

/** The newest version that facts are known of beside those of the matrix. */
const newest = '19'

/** ATT&CK as a matrix, with what the detections prove of each technique. */
export function matrixOf(cards: readonly DetectionCard[]): AttackMatrix {
  const facts = [...techniqueFacts.values()]
  const cell = ({ id, name }: TechniqueFacts): TechniqueCell => {
    const own = cards.filter(card => card.technique.id === id)
    const subtechniques = facts.filter(f => f.parent === id).map(cell)
    return {
      id,
      name,
      subtechniques,
      detections: own.map(card => card.id),
      procedures: total([...own, ...subtechniques].map(of => of.procedures)),
    }
  }
  return {
    version: attackVersion,
    notice: attackNotice,
    tactics: attackTactics.map(tactic => ({
      id: tactic.id,
      name: tactic.name,
      techniques: facts.filter(f => f.parent === undefined && f.tactics.includes(tactic)).map(cell),
    })),
  }
}

const total = (all: readonly TechniqueCell['procedures'][]): TechniqueCell['procedures'] => ({
  total: all.reduce((sum, p) => sum + p.total, 0),
  caught: all.reduce((sum, p) => sum + p.caught, 0),
})

/** The technique of a package as it names it, and what the newest version calls it. */
export function attackBlock({ attack }: DetectionData): AttackBlock {
  const { version, tactic, technique, subtechnique, reference, actors } = attack
  return { version, tactic, technique, subtechnique, reference, actors, newer: newerOf(attack) }
}

function newerOf({ tactic, technique, subtechnique }: DetectionData['attack']): AttackBlock['newer'] {
  const own = subtechnique ?? technique
  const id = currentId(own.id)
  const now = newTacticOf(tactic, own.id)
  const moves = [
    ...(id === own.id ? [] : [`${own.id} is now ${id}`]),
    ...(now.id === tactic.id ? [] : [`${tactic.name} was split, and the technique belongs to ${now.name}`]),
  ]
  const says = moves.length === 0 ? 'The technique keeps its id and its tactic' : `${moves.join('; ')}`
  return { version: newest, says, tactic: now, id }
}

/** Tactics that were split are named by the tags that took their place: their new numbers are not known here. */
function newTacticOf(tactic: Named, technique: string): Named {
  const short = attackTactics.find(t => t.id === tactic.id)?.shortName ?? ''
  const heirs = splitTactics[short]
  if (heirs === undefined) return tactic
  const heir = newTactics[technique] ?? newTactics[technique.split('.')[0] ?? ''] ?? heirs.join(' or ')
  return {
    id: heir,
    name: heir.replace(/(^|-)([a-z])/g, (_, dash: string, c: string) => (dash === '' ? '' : ' ') + c.toUpperCase()),
  }
}

/** The name of a technique; its id where the facts have none. */
export const techniqueName = (id: string): string => {
  const facts = techniqueFacts.get(id)
  const above = facts?.parent === undefined ? undefined : techniqueFacts.get(facts.parent)
  return facts === undefined ? id : above === undefined ? facts.name : `${above.name}: ${facts.name}`
}
