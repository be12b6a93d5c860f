/** Questions that the designer itself asks: of the form, the paper, an input. Shown as those of fields are. */
import type { FieldProperty } from './catalogue.svelte'

export interface Asked {
  property: FieldProperty
  value: unknown
  mustAnswer?: boolean
  change: (value: unknown, merge?: boolean) => void
}

export const question = (key: string, words: string, editor: string, more: Partial<FieldProperty> = {}): FieldProperty => ({
  key,
  question: words,
  editor,
  section: 'WHAT',
  help: '',
  unit: '',
  minimum: null,
  maximum: null,
  step: null,
  choices: [],
  ...more,
})

export const lengthQuestion = (key: string, words: string, minimum: number, maximum: number): FieldProperty =>
  question(key, words, 'number', { unit: 'mm', step: 0.5, minimum, maximum })
