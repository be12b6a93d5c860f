/** Days in Japanese eras (和暦), for conditions and previews. */

export const ERAS: readonly { name: string; first: string }[] = [
  { name: '令和', first: '2019-05-01' },
  { name: '平成', first: '1989-01-08' },
  { name: '昭和', first: '1926-12-25' },
  { name: '大正', first: '1912-07-30' },
  { name: '明治', first: '1868-01-25' },
]
export const WESTERN = '西暦'

export interface EraDay {
  era: string
  year: number
  month: number
  day: number
}

/** A day (ISO) in its era; before Meiji and what is no day is of the Western calendar. */
export function toEra(iso: string): EraDay | undefined {
  const [year, month, day] = iso.split('-').map(Number)
  if (!year || !month || !day) return undefined
  const era = ERAS.find(({ first }) => iso >= first)
  return { era: era?.name ?? WESTERN, year: era ? year - Number(era.first.slice(0, 4)) + 1 : year, month, day }
}

/** The day (ISO); `undefined` for a day that does not exist in that era. */
export function fromEra({ era, year, month, day }: EraDay): string | undefined {
  const known = ERAS.find(({ name }) => name === era)
  const full = known ? year + Number(known.first.slice(0, 4)) - 1 : year
  const iso = `${String(full).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
  const date = new Date(`${iso}T00:00:00Z`)
  const exists = year >= 1 && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(iso)
  const next = known && ERAS[ERAS.indexOf(known) - 1]
  return exists && (!known || (iso >= known.first && (!next || iso < next.first))) ? iso : undefined
}

/** «令和8年4月1日»; the first year is 元. */
export function eraWords(iso: string): string {
  const found = toEra(iso)
  if (!found) return iso
  const { era, year, month, day } = found
  return `${era}${year === 1 && era !== WESTERN ? '元' : year}年${month}月${day}日`
}
