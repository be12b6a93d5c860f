/** How elements and places are said, on the screen and to a screen reader. */
import type { Box, Placed } from '../template/geometry'
import type { Element } from '../template/types'
import { catalogue } from '../panels/catalogue.svelte'

const MOST_LETTERS = 24

/** A length as officials read it: 46、46.5、46.25. */
export const millimetres = (value: number): string => String(Math.round(value * 100) / 100)

/** What an element is called: its kind, and its own name, what it prints, or its words. */
export function nameOf(element: Element): string {
  const kind = catalogue.kindByName.get(element.kind)?.label ?? '部品'
  const name = ownName(element)
  return name ? `${kind}「${name}」` : kind
}

/** An element's own name, what it prints, or its words. */
export function ownName(element: Element): string {
  const text = typeof element['text'] === 'string' ? element['text'].replace(/\s+/g, '') : ''
  return element.name || labelOf(element.bind?.field) || text.slice(0, MOST_LETTERS)
}

let labels = { of: catalogue.items, byName: new Map<string, string>() }

function labelOf(field: string | undefined): string {
  if (!field) return ''
  if (labels.of !== catalogue.items) labels = { of: catalogue.items, byName: new Map(catalogue.items.map(({ name, label }) => [name, label])) }
  return labels.byName.get(field) ?? ''
}

export const placeOf = ({ x, y }: Box): string => `左から ${millimetres(x)} mm、上から ${millimetres(y)} mm`
export const sizeWords = ({ w, h }: Box): string => `幅 ${millimetres(w)} mm、高さ ${millimetres(h)} mm`

/** Everything that is worth hearing of an element. */
export function described({ element, box, isLocked }: Placed, warning = ''): string {
  const parts = [nameOf(element), placeOf(box), sizeWords(box)]
  if (isLocked) parts.push('固定されています')
  if (element.group) parts.push('グループの中')
  if (element.elements) parts.push('くり返しの行。Enter で中に入ります')
  if (warning) parts.push(`注意: ${warning}`)
  return parts.join('、')
}

/** What was chosen, in one sentence. */
export function chosenWords(chosen: readonly Placed[]): string {
  const [first] = chosen
  if (!first) return '何も選んでいません'
  return chosen.length === 1 ? described(first) : `${chosen.length} 個の部品を選んでいます`
}
