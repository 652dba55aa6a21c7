export { allOf, always, anyOf, constant, negation, never } from '../../kit/logic.ts'
