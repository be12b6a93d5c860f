/** The choices that a field prints: which values, under which words. */

export interface Entry {
  values: string[]
  text: string
}

/** A question for `choices` asks for words beside each value; others for values alone. */
export const isLabelled = (key: string): boolean => key === 'choices' || key.endsWith('.choices')

/** What stands in the template, as entries; one entry may stand for several values. */
export function entriesOf(value: unknown, offered: readonly { value: string; label: string }[]): Entry[] {
  if (value === undefined || value === null) return []
  const labelOf = (code: string): string => offered.find((choice) => choice.value === code)?.label ?? code
  const given: unknown[] = Array.isArray(value) ? value : [value]
  return given.map((entry) => {
    if (typeof entry !== 'object' || entry === null) return { values: [String(entry)], text: labelOf(String(entry)) }
    const { value: one, text } = entry as { value?: unknown; text?: unknown }
    const values = (Array.isArray(one) ? one : [one]).map(String)
    return { values, text: typeof text === 'string' ? text : labelOf(values[0] ?? '') }
  })
}

/** Put a value in (in the item's order) or take it out; `isAll` when nothing was chosen by hand yet. */
export function toggled(entries: readonly Entry[], offered: readonly { value: string; label: string }[], value: string, isAll: boolean): Entry[] {
  const now = isAll ? offered.map((choice) => ({ values: [choice.value], text: choice.label })) : [...entries]
  if (now.some((entry) => entry.values.includes(value)))
    return now.map((entry) => ({ ...entry, values: entry.values.filter((other) => other !== value) })).filter((entry) => entry.values.length)
  const order = offered.map((choice) => choice.value)
  const place = now.findIndex((entry) => order.indexOf(entry.values[0] ?? '') > order.indexOf(value))
  const added = { values: [value], text: offered.find((choice) => choice.value === value)?.label ?? value }
  return place < 0 ? [...now, added] : [...now.slice(0, place), added, ...now.slice(place)]
}

export const withEntry = (entries: readonly Entry[], changed: Entry, text: string): Entry[] =>
  entries.map((entry) => (entry === changed ? { ...entry, text } : entry))
