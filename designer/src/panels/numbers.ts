/** Numbers as officials type them: full width too, with a comma for a point on some keyboards. */

export interface Limits {
  minimum?: number | null
  maximum?: number | null
}

export type Read = { value: number; fault: '' } | { value: undefined; fault: string }

export function readNumber(text: string, { minimum, maximum }: Limits): Read {
  const plain = text.normalize('NFKC').replace(/[ー−‐]/g, '-').replace(/[。,、]/g, '.').trim()
  if (!/^-?(\d+\.?\d*|\.\d+)$/.test(plain)) return fault('数字で入れてください（例 10.5）。')
  const value = Number(plain)
  if (minimum != null && value < minimum) return fault(`${shown(minimum)} 以上にしてください。`)
  if (maximum != null && value > maximum) return fault(`${shown(maximum)} 以下にしてください。`)
  return { value, fault: '' }
}

const fault = (words: string): Read => ({ value: undefined, fault: words })

/** A number without the crumbs of binary fractions. */
export const shown = (value: number): string => String(Math.round(value * 1000) / 1000)

/** One step up or down, on the steps' own grid and within the limits. */
export function stepped(value: number, step: number, direction: 1 | -1, { minimum, maximum }: Limits): number {
  const next = (Math.round(value / step) + direction) * step
  const near = Math.abs(Math.round(value / step) * step - value) < 1e-6 ? next : direction > 0 ? Math.ceil(value / step) * step : Math.floor(value / step) * step
  return Number(shown(Math.min(maximum ?? Infinity, Math.max(minimum ?? -Infinity, near))))
}

/** Several whole numbers with anything between them: «4、4、4». */
export function readNumbers(text: string): number[] | undefined {
  const parts = text.normalize('NFKC').match(/\d+/g)
  return parts?.map(Number)
}
