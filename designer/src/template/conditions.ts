/**
 * Conditions (条件): in words, as the tree that an official edits, and whether they hold.
 *
 * The template knows all, any and not; the tree has four kinds of groups, «none» and «not all» among
 * them, so that every condition has its place in it and comes back meaning the same.
 */
import type { Comparison, Condition } from './types'

export type GroupMode = 'all' | 'any' | 'none' | 'notAll'
export type RowComparison = Comparison | 'notIn'

export interface ConditionRow {
  field: string
  op: RowComparison
  value?: unknown
}

export interface ConditionGroup {
  mode: GroupMode
  parts: readonly ConditionNode[]
}

export type ConditionNode = ConditionRow | ConditionGroup

export const isGroup = (node: ConditionNode): node is ConditionGroup => 'mode' in node

/** The tree of a condition; without one it is an empty group. */
export function toTree(condition: Condition | undefined): ConditionGroup {
  if (!condition) return { mode: 'all', parts: [] }
  const node = toNode(condition)
  return isGroup(node) ? node : { mode: 'all', parts: [node] }
}

function toNode(condition: Condition): ConditionNode {
  if ('all' in condition) return { mode: 'all', parts: condition.all.map(toNode) }
  if ('any' in condition) return { mode: 'any', parts: condition.any.map(toNode) }
  if ('not' in condition) return negated(condition.not)
  return condition
}

const OPPOSITE: Partial<Record<Comparison, RowComparison>> = { in: 'notIn', filled: 'empty', empty: 'filled' }

function negated(condition: Condition): ConditionNode {
  if ('not' in condition) return toNode(condition.not)
  if ('all' in condition) return { mode: 'notAll', parts: condition.all.map(toNode) }
  if ('any' in condition) return { mode: 'none', parts: condition.any.map(toNode) }
  const op = OPPOSITE[condition.op]
  return op ? { ...condition, op } : { mode: 'none', parts: [condition] }
}

/** The condition of a tree; rows that are not finished are left out, nothing is no condition. */
export function toCondition(group: ConditionGroup): Condition | undefined {
  const parts = group.parts.map((part) => (isGroup(part) ? toCondition(part) : ofRow(part))).filter((part) => part !== undefined)
  const [first] = parts
  if (!first) return undefined
  if (group.mode === 'all') return parts.length === 1 ? first : { all: parts }
  if (group.mode === 'any') return parts.length === 1 ? first : { any: parts }
  if (parts.length === 1) return { not: first }
  return { not: group.mode === 'none' ? { any: parts } : { all: parts } }
}

function ofRow(row: ConditionRow): Condition | undefined {
  if (!isFinished(row)) return undefined
  const { field, op, value } = row
  if (op === 'notIn') return { not: { field, op: 'in', value } }
  return needsValue(op) ? { field, op, value } : { field, op }
}

export const needsValue = (op: RowComparison): boolean => op !== 'filled' && op !== 'empty'

/** Whether a row says everything it must. */
export function isFinished({ field, op, value }: ConditionRow): boolean {
  if (!field) return false
  return !needsValue(op) || (Array.isArray(value) ? value.length > 0 : value !== undefined && value !== '')
}

/** Put another node at a place of the tree, or take it away; groups left empty go with it. */
export function replaced(group: ConditionGroup, place: readonly number[], node: ConditionNode | undefined): ConditionGroup {
  const [index = 0, ...rest] = place
  const parts = group.parts.flatMap((part, position) => {
    if (position !== index) return [part]
    if (!rest.length) return node ? [node] : []
    if (!isGroup(part)) return [part]
    const changed = replaced(part, rest, node)
    return changed.parts.length ? [changed] : []
  })
  return { ...group, parts }
}

/** The group at a place of the tree with one more part. */
export function added(group: ConditionGroup, place: readonly number[], node: ConditionNode): ConditionGroup {
  const [index, ...rest] = place
  if (index === undefined) return { ...group, parts: [...group.parts, node] }
  return { ...group, parts: group.parts.map((part, position) => (position === index && isGroup(part) ? added(part, rest, node) : part)) }
}

/** How items and their values are called. */
export interface Words {
  label: (field: string) => string
  value: (field: string, value: unknown) => string
  isDate: (field: string) => boolean
}

/** A condition as a sentence: «異動の種類が「転入」のとき». */
export function conditionWords(condition: Condition, words: Words): string {
  return `${ended(clause(toNode(condition), words))}とき`
}

/** A noun needs «の» before «とき», a verb or an adjective doesn't. */
const ended = (text: string): string => (/(ある|ない|小さい|大きい)$/.test(text) ? text : `${text}の`)

function clause(node: ConditionNode, words: Words): string {
  if (!isGroup(node)) return rowClause(node, words)
  const parts = node.parts.map((part) => (isGroup(part) && part.parts.length > 1 ? `（${clause(part, words)}）` : clause(part, words)))
  if (node.mode === 'any') return parts.join('、または、')
  if (node.mode === 'all') return parts.join('、かつ、')
  const [only] = node.parts
  if (only && parts.length === 1 && !isGroup(only) && only.op === 'eq') return `${parts[0]}ではない`
  if (parts.length === 1) return `「${ended(parts[0] ?? '')}とき」ではない`
  return `${parts.map((part) => `「${part}」`).join('')}の${node.mode === 'none' ? 'どれも当てはまらない' : 'どれかが当てはまらない'}`
}

function rowClause({ field, op, value }: ConditionRow, words: Words): string {
  const label = words.label(field)
  const said = (Array.isArray(value) ? value : [value]).map((entry) => `「${words.value(field, entry)}」`)
  const plain = words.value(field, value)
  const isDate = words.isDate(field)
  const texts: Record<RowComparison, () => string> = {
    eq: () => `${label}が${said.join('')}`,
    ne: () => `${label}が${said.join('')}以外`,
    in: () => `${label}が${said.join('か')}`,
    notIn: () => `${label}が${said.join('')}${said.length > 1 ? 'のどれでも' : 'では'}ない`,
    filled: () => `${label}に値がある`,
    empty: () => `${label}が空欄`,
    lt: () => `${label}が${plain}${isDate ? 'より前' : 'より小さい'}`,
    le: () => `${label}が${plain}${isDate ? '以前' : '以下'}`,
    gt: () => `${label}が${plain}${isDate ? 'より後' : 'より大きい'}`,
    ge: () => `${label}が${plain}${isDate ? '以後' : '以上'}`,
  }
  return texts[op]()
}

/** Whether a condition holds, as the backend decides it: what is absent fulfils no comparison. */
export function holds(condition: Condition, read: (field: string) => unknown): boolean {
  if ('all' in condition) return condition.all.every((part) => holds(part, read))
  if ('any' in condition) return condition.any.some((part) => holds(part, read))
  if ('not' in condition) return !holds(condition.not, read)
  return compares(condition.op, read(condition.field), condition.value)
}

export const isFilled = (value: unknown): boolean =>
  value !== undefined && value !== null && value !== '' && !(Array.isArray(value) && value.length === 0)

function compares(op: Comparison, value: unknown, other: unknown): boolean {
  if (op === 'filled') return isFilled(value)
  if (op === 'empty') return !isFilled(value)
  if (!isFilled(value)) return false
  if (op === 'eq') return value === other
  if (op === 'ne') return value !== other
  if (op === 'in') return Array.isArray(other) && other.includes(value)
  return ordered(op, value, other)
}

function ordered(op: 'lt' | 'le' | 'gt' | 'ge', value: unknown, other: unknown): boolean {
  if (typeof value !== typeof other || (typeof value !== 'string' && typeof value !== 'number')) return false
  const [one, two] = [value as string, other as string]
  return { lt: one < two, le: one <= two, gt: one > two, ge: one >= two }[op]
}
