/** Which questions the property panel asks about the selected elements, and what is answered now. */
import { isSame, readKey } from '../template/keys'
import type { Element } from '../template/types'
import type { FieldKind, FieldProperty } from './catalogue.svelte'

/** These the head of the panel asks by itself. */
const ASKED_ABOVE = new Set(['name', 'locked'])

export const SECTIONS: readonly { section: FieldProperty['section']; title: string }[] = [
  { section: 'WHAT', title: '何を印字するか' },
  { section: 'LOOK', title: '見た目' },
  { section: 'PLACE', title: '位置と大きさ' },
  { section: 'WHEN', title: '印字する条件' },
  { section: 'MORE', title: 'そのほか' },
]

/** The questions that all these kinds have in common. */
export function commonProperties(kinds: readonly FieldKind[]): FieldProperty[] {
  const [first, ...others] = kinds
  if (!first) return []
  const asked = first.properties.filter((property) => !ASKED_ABOVE.has(property.key))
  return asked.filter((property) => others.every((kind) => kind.properties.some((other) => isSameQuestion(property, other))))
}

const isSameQuestion = (one: FieldProperty, other: FieldProperty): boolean =>
  one.key === other.key && one.editor === other.editor && isSame(one.choices, other.choices)

export type Answer = { isMixed: false; value: unknown } | { isMixed: true }

/** The value that the elements share, or that they differ. */
export function answerOf(elements: readonly Element[], key: string): Answer {
  const [first, ...others] = elements.map((element) => readKey(element, key))
  return others.every((value) => isSame(value, first)) ? { isMixed: false, value: first } : { isMixed: true }
}

const PLACE_KEYS = new Set(['x', 'y', 'w', 'h'])

/** Whether a question must have an answer: a field has a place, and what a new one of its kind has. */
export const mustAnswer = (kinds: readonly FieldKind[], key: string): boolean =>
  PLACE_KEYS.has(key) || kinds.some((kind) => !key.includes('.') && readKey(kind.preset as object, key) !== undefined)

/** Units as officials say them. */
export const unitWords = (unit: string): string => ({ pt: 'ポイント', mm: 'mm' })[unit] ?? unit
