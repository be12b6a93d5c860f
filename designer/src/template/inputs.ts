/** What a form asks for (入力): pure edits of the list, and what is printed without being asked. */
import { mapped } from './edits/elements'
import type { Condition, Element, Input, Template } from './types'

type Edit = (template: Template) => Template

const OWN = 'own.'
const TWO_CHOICES = [1, 2].map((position) => ({ value: `CHOICE_${position}`, label: `選択肢${position}` }))

export const inputsOf = (template: Template): readonly Input[] => template.inputs ?? []

/** An item of this form alone, under a name that no other has, nor had: a field may still print it. */
export function newOwnInput(template: Template, label: string, type: string): Input {
  const taken = new Set([...inputsOf(template).map(({ key }) => key), ...namesIn(template)])
  let number = 1
  while (taken.has(`${OWN}item_${number}`)) number += 1
  return { key: `${OWN}item_${number}`, label, type, ...(isChosen(type) ? { choices: TWO_CHOICES } : {}) }
}

export const isOwn = (input: Input): boolean => input.key.startsWith(OWN)

const isChosen = (type: string): boolean => type === 'choice' || type === 'choices'

/** Ask for one more; what is asked already stays as it is. */
export const addInput =
  (input: Input): Edit =>
  (template) =>
    inputsOf(template).some(({ key }) => key === input.key) ? template : withInputs(template, [...inputsOf(template), input])

export const removeInput =
  (key: string): Edit =>
  (template) =>
    withInputs(
      template,
      inputsOf(template).filter((input) => input.key !== key),
    )

export const changeInput =
  (key: string, change: (input: Input) => Input): Edit =>
  (template) => {
    const inputs = mapped(inputsOf(template), (input) => (input.key === key ? change(input) : input))
    return inputs === template.inputs ? template : withInputs(template, inputs)
  }

/** Put an input at a place of the order; places outside are its ends. */
export const moveInput =
  (key: string, to: number): Edit =>
  (template) => {
    const inputs = [...inputsOf(template)]
    const from = inputs.findIndex((input) => input.key === key)
    const place = Math.max(0, Math.min(inputs.length - 1, to))
    const [moved] = from < 0 || from === place ? [] : inputs.splice(from, 1)
    if (!moved) return template
    inputs.splice(place, 0, moved)
    return withInputs(template, inputs)
  }

function withInputs(template: Template, inputs: readonly Input[]): Template {
  if (inputs.length === (template.inputs?.length ?? 0) && inputs.every((input, index) => input === template.inputs?.[index])) return template
  return { ...template, inputs }
}

/** Another choice, with a value that no other has. */
export function withMoreChoices(input: Input): Input {
  const choices = input.choices ?? []
  const taken = new Set(choices.map(({ value }) => value))
  let number = choices.length + 1
  while (taken.has(`CHOICE_${number}`)) number += 1
  return { ...input, choices: [...choices, { value: `CHOICE_${number}`, label: `選択肢${number}` }] }
}

/** Another type for an item of this form: choices come and go with it. */
export function withType(input: Input, type: string): Input {
  const { choices, ...others } = input
  if (!isChosen(type)) return { ...others, type }
  return { ...others, type, choices: choices ?? TWO_CHOICES }
}

/** The names of what the form prints, as they are listed: `persons[2].name` is `persons[].name`. */
export function printedFields(template: Template): Set<string> {
  return new Set(boundIn(elementsOf(template)).map((field) => field.replace(/\[\d+\]/g, '[]')))
}

const elementsOf = (template: Template): Element[] =>
  template.pages.flatMap((page) => page.elements).flatMap((element) => [element, ...(element.elements ?? [])])
const boundIn = (elements: readonly Element[]): string[] => elements.flatMap(({ bind }) => (bind ? [bind.field] : []))

/** The names that conditions of the form read. */
export function fieldsOfCondition(condition: Condition): string[] {
  if ('field' in condition) return [condition.field]
  if ('not' in condition) return fieldsOfCondition(condition.not)
  return ('all' in condition ? condition.all : condition.any).flatMap(fieldsOfCondition)
}

/** How often an item is used: by fields, and by conditions of fields and of other inputs. */
export const usesOf = (template: Template, key: string): number => namesIn(template).filter((name) => name === key).length

/** The names that fields print and conditions read, as often as they do: each condition names an item once. */
function namesIn(template: Template): string[] {
  const elements = elementsOf(template)
  const conditions = [
    ...elements.map(({ when }) => when),
    ...inputsOf(template).flatMap(({ when, required }) => [when, typeof required === 'object' ? required : undefined]),
  ]
  return [...boundIn(elements), ...conditions.flatMap((condition) => (condition ? [...new Set(fieldsOfCondition(condition))] : []))]
}

/** What nobody is asked for: the case, the city and the layout know it. */
const NEVER_ASKED = /^(city|case|sheet|row)\./

interface Known {
  name: string
  label: string
  type: string
}

/** Items that are printed and not asked for, in the order of the catalogue. */
export function printedButNotAsked<Item extends Known>(template: Template, items: readonly Item[]): Item[] {
  const printed = printedFields(template)
  const asked = new Set(inputsOf(template).map(({ key }) => key))
  return items.filter(({ name, type }) => printed.has(name) && !asked.has(name) && type !== 'list' && !NEVER_ASKED.test(name))
}

/** An input that asks for a known item. */
export const inputFor = ({ name, label, type }: Known): Input => ({ key: name, label, type })
