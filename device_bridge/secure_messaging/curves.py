"""Points on the curves of PACE (ICAO Doc 9303-11, 9.5.1; FIPS 186-4, RFC 5639).

PACE multiplies a generator that is made anew for each session, which the library for everything
else here does not offer. Not in constant time: the keys live for one session on a counter's
computer, and what is typed is printed on the document that lies there.
"""

from dataclasses import dataclass, field

from device_bridge.errors import UnreadableError

Point = tuple[int, int]
Jacobian = tuple[int, int, int]  # x / z², y / z³: no division until the end
INFINITY = (1, 1, 0)


@dataclass(frozen=True, slots=True)
class Curve:
    """y² = x³ + ax + b modulo p, with a generator of the prime order n."""

    p: int
    a: int
    b: int
    generator: Point
    n: int
    width: int = field(default=0)  # bytes of a coordinate

    def add(self, one: Point | None, other: Point | None) -> Point | None:
        """The sum of two points; None is the point at infinity."""
        if one is None or other is None:
            return one or other
        return self._affine(self._add((*one, 1), other))

    def multiply(self, factor: int, point: Point | None) -> Point | None:
        """A point added to itself so many times."""
        if point is None:
            return None
        total = INFINITY
        for bit in f"{factor:b}":
            total = self._double(total)
            if bit == "1":
                total = self._add(total, point)
        return self._affine(total)

    def _double(self, one: Jacobian) -> Jacobian:
        x, y, z = one
        square = y * y % self.p
        middle = 4 * x * square % self.p
        slope = (3 * x * x + self.a * pow(z, 4, self.p)) % self.p
        new_x = (slope * slope - 2 * middle) % self.p
        new_y = (slope * (middle - new_x) - 8 * square * square) % self.p
        return new_x, new_y, 2 * y * z % self.p

    def _add(self, one: Jacobian, other: Point) -> Jacobian:
        x, y, z = one
        if z == 0:
            return *other, 1
        square = z * z % self.p
        across = (other[0] * square - x) % self.p
        up = (other[1] * square * z - y) % self.p
        if across == 0:
            return self._double(one) if up == 0 else INFINITY
        across_2 = across * across % self.p
        across_3, start = across * across_2 % self.p, x * across_2 % self.p
        new_x = (up * up - across_3 - 2 * start) % self.p
        new_y = (up * (start - new_x) - y * across_3) % self.p
        return new_x, new_y, across * z % self.p

    def _affine(self, one: Jacobian) -> Point | None:
        x, y, z = one
        if z == 0:
            return None
        inverse = pow(z, -1, self.p)
        square = inverse * inverse % self.p
        return x * square % self.p, y * square * inverse % self.p

    def encode(self, point: Point) -> bytes:
        """A point as 04 x y."""
        return b"\x04" + b"".join(one.to_bytes(self.width, "big") for one in point)

    def decode(self, raw: bytes, place: str) -> Point:
        """A point that lies on the curve; raises ``UnreadableError``."""
        if len(raw) != 2 * self.width + 1 or raw[0] != 4:
            raise UnreadableError(place)
        x = int.from_bytes(raw[1 : self.width + 1], "big")
        y = int.from_bytes(raw[self.width + 1 :], "big")
        is_on_curve = (y**2 - x**3 - self.a * x - self.b) % self.p == 0
        if max(x, y) >= self.p or not is_on_curve:
            raise UnreadableError(place)
        return x, y


def _hex(*parts: str) -> int:
    return int("".join(parts), 16)


P256_P = 2**256 - 2**224 + 2**192 + 2**96 - 1
P384_P = 2**384 - 2**128 - 2**96 + 2**32 - 1
# By the numbers of standardized domain parameters (9303-11, table 6).
CURVES = {
    12: Curve(
        P256_P,
        P256_P - 3,
        _hex("5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B"),
        (
            _hex("6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296"),
            _hex("4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5"),
        ),
        _hex("FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551"),
        32,
    ),
    13: Curve(
        _hex("A9FB57DBA1EEA9BC3E660A909D838D726E3BF623D52620282013481D1F6E5377"),
        _hex("7D5A0975FC2C3057EEF67530417AFFE7FB8055C126DC5C6CE94A4B44F330B5D9"),
        _hex("26DC5C6CE94A4B44F330B5D9BBD77CBF958416295CF7E1CE6BCCDC18FF8C07B6"),
        (
            _hex("8BD2AEB9CB7E57CB2C4B482FFC81B7AFB9DE27E1E3BD23C23A4453BD9ACE3262"),
            _hex("547EF835C3DAC4FD97F8461A14611DC9C27745132DED8E545C1D54C72F046997"),
        ),
        _hex("A9FB57DBA1EEA9BC3E660A909D838D718C397AA3B561A6F7901E0E82974856A7"),
        32,
    ),
    15: Curve(
        P384_P,
        P384_P - 3,
        _hex(
            "B3312FA7E23EE7E4988E056BE3F82D19181D9C6EFE8141120314088F5013875A",
            "C656398D8A2ED19D2A85C8EDD3EC2AEF",
        ),
        (
            _hex(
                "AA87CA22BE8B05378EB1C71EF320AD746E1D3B628BA79B9859F741E082542A38",
                "5502F25DBF55296C3A545E3872760AB7",
            ),
            _hex(
                "3617DE4A96262C6F5D9E98BF9292DC29F8F41DBD289A147CE9DA3113B5F0B8C0",
                "0A60B1CE1D7E819D7A431D7C90EA0E5F",
            ),
        ),
        _hex(
            "FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFC7634D81F4372DDF",
            "581A0DB248B0A77AECEC196ACCC52973",
        ),
        48,
    ),
    16: Curve(
        _hex(
            "8CB91E82A3386D280F5D6F7E50E641DF152F7109ED5456B412B1DA197FB71123",
            "ACD3A729901D1A71874700133107EC53",
        ),
        _hex(
            "7BC382C63D8C150C3C72080ACE05AFA0C2BEA28E4FB22787139165EFBA91F90F",
            "8AA5814A503AD4EB04A8C7DD22CE2826",
        ),
        _hex(
            "04A8C7DD22CE28268B39B55416F0447C2FB77DE107DCD2A62E880EA53EEB62D5",
            "7CB4390295DBC9943AB78696FA504C11",
        ),
        (
            _hex(
                "1D1C64F068CF45FFA2A63A81B7C13F6B8847A3E77EF14FE3DB7FCAFE0CBD10E8",
                "E826E03436D646AAEF87B2E247D4AF1E",
            ),
            _hex(
                "8ABE1D7520F9C2A45CB1EB8E95CFD55262B70B29FEEC5864E19C054FF9912928",
                "0E4646217791811142820341263C5315",
            ),
        ),
        _hex(
            "8CB91E82A3386D280F5D6F7E50E641DF152F7109ED5456B31F166E6CAC0425A7",
            "CF3AB6AF6B7FC3103B883202E9046565",
        ),
        48,
    ),
}
