/** How elements and places are said, on the screen and to a screen reader. */
import type { Box, Placed } from '../template/geometry'
import type { Element } from '../template/types'
import { kinds } from './kinds.svelte'

const MOST_LETTERS = 24

/** A length as officials read it: 46、46.5、46.25. */
export const millimetres = (value: number): string => String(Math.round(value * 100) / 100)

/** What an element is called: its own name, its words, or its kind. */
export function nameOf(element: Element): string {
  const text = typeof element['text'] === 'string' ? element['text'].replace(/\s+/g, '') : ''
  const name = element.name || text.slice(0, MOST_LETTERS)
  return name ? `${kinds.label(element.kind)}「${name}」` : kinds.label(element.kind)
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
