/** How many places of a form differ between two states: fields, pages, inputs, settings. */
import { isSame } from '../template/keys'
import type { Template } from '../template/types'

function placesOf(template: Template): Map<string, unknown> {
  const places = new Map<string, unknown>()
  const { pages, inputs = [], ...settings } = template
  for (const [key, value] of Object.entries(settings)) places.set(`setting ${key}`, value)
  for (const input of inputs) places.set(`input ${input.key}`, input)
  for (const { elements, ...page } of pages) {
    places.set(`page ${page.id}`, page)
    for (const element of elements) places.set(`element ${element.id}`, element)
  }
  return places
}

export function changedPlaces(before: Template, after: Template): number {
  const [old, now] = [placesOf(before), placesOf(after)]
  return [...new Set([...old.keys(), ...now.keys()])].filter((place) => !isSame(old.get(place), now.get(place))).length
}
