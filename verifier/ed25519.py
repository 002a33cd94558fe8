"""Ed25519 signatures, checked and never made (RFC 8032, section 5.1). Not fast, but short."""
import hashlib

P = 2**255 - 19                                      # numbers are counted modulo P
L = 2**252 + 27742317777372353535851937790883648493  # the order of the base point
D = -121665 * pow(121666, -1, P) % P                 # points (x, y) have y² - x² = 1 + D·x²·y²


def decode(data):
    """The point that 32 bytes stand for: X, Y, Z, T with x = X/Z, y = Y/Z, xy = T/Z. None where they stand for none."""
    y, odd = int.from_bytes(data, "little") % 2**255, data[31] >> 7
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    if x * x % P != square:
        x = x * pow(2, (P - 1) // 4, P) % P
    if y >= P or x * x % P != square or (x == 0 and odd):
        return None
    return (x, y, 1, x * y % P) if x % 2 == odd else (P - x, y, 1, (P - x) * y % P)


def add(p, q):
    """The sum of two points, which may be the same one."""
    a, b = (p[1] - p[0]) * (q[1] - q[0]) % P, (p[1] + p[0]) * (q[1] + q[0]) % P
    c, d = 2 * D * p[3] * q[3] % P, 2 * p[2] * q[2] % P
    return (b - a) * (d - c) % P, (d + c) * (b + a) % P, (d - c) * (d + c) % P, (b - a) * (b + a) % P


def holds(public, message, signature):
    """Whether the signature (R, S) is the key's (A): R = S·B - k·A, and each of them written in the one way allowed."""
    key, s = decode(public), int.from_bytes(signature[32:], "little")
    if key is None or len(signature) != 64 or s >= L:
        return False
    k = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % L
    base, minus_key, point = decode(bytes([0x58] + [0x66] * 31)), (P - key[0], key[1], 1, P - key[3]), (0, 1, 1, 0)
    part = {1: base, 2: minus_key, 3: add(base, minus_key)}
    for bit in reversed(range(253)):
        point, chosen = add(point, point), (s >> bit & 1) + 2 * (k >> bit & 1)
        point = add(point, part[chosen]) if chosen else point
    x, y = (value * pow(point[2], -1, P) % P for value in point[:2])
    return (y | x % 2 << 255).to_bytes(32, "little") == signature[:32]
