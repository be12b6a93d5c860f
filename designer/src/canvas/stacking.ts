import { touches, type Placed } from '../template/geometry'

const areaOf = ({ box }: Placed): number => box.w * box.h

/**
 * Which frames must be lifted so that a small one lies in front of a larger one, and how high.
 *
 * In reading order most do anyway: what is inside begins further down. The few others are named
 * here, because each lifted one costs the browser a layer at every edit.
 */
export function lifts(reading: readonly Placed[]): ReadonlyMap<string, number> {
  const places = new Map(reading.map((entry, place) => [entry.id, place]))
  const placeOf = ({ id }: Placed): number => places.get(id) ?? 0
  const larger: Placed[] = []
  const found = new Map<string, number>()
  for (const entry of [...reading].sort((one, other) => areaOf(other) - areaOf(one))) {
    const isBehind = larger.some((one) => touches(entry.box, one.box) && (found.has(one.id) || placeOf(one) > placeOf(entry)))
    if (isBehind) found.set(entry.id, found.size + 1)
    larger.push(entry)
  }
  return found
}
