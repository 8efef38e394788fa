// WebAssembly that breaks down for real: with an export that traps, or with too little memory.

/** The same module with an export whose function is nothing but `unreachable`. */
export function trapping(bytes, name) {
  const sections = read(bytes);
  const imported = entries(sections.get(2) ?? [0]).filter(({ kind }) => kind === 0).length;
  const { index } = exported(sections.get(7)).find((one) => one.name === name);
  const code = sections.get(10);
  const at = { now: 0 };
  const bodies = Array.from({ length: number(code, at) }, () => {
    const length = number(code, at);
    return code.subarray(at.now, (at.now += length));
  });
  bodies[index - imported] = Uint8Array.of(0, 0x00, 0x0b);
  sections.set(10, joined([leb(bodies.length), ...bodies.flatMap((body) => [leb(body.length), body])]));
  return written(bytes, sections);
}

/** The same module whose memory may grow by so many pages of 64 KB and no further. */
export function cramped(bytes, pages) {
  const sections = read(bytes);
  const at = { now: 2 };
  const least = number(sections.get(5), at);
  sections.set(5, joined([[1, 1], leb(least), leb(least + pages)]));
  return written(bytes, sections);
}

/** The sections by their kinds; of those without one only the place is kept. */
function read(bytes) {
  const sections = new Map();
  for (const at = { now: 8 }; at.now < bytes.length; ) {
    const kind = bytes[at.now++];
    const length = number(bytes, at);
    sections.set(kind === 0 ? `custom ${sections.size}` : kind, bytes.subarray(at.now, (at.now += length)));
  }
  return sections;
}

function written(bytes, sections) {
  const parts = [...sections].flatMap(([kind, content]) => [[typeof kind === "number" ? kind : 0], leb(content.length), content]);
  return joined([bytes.subarray(0, 8), ...parts]);
}

/** The kinds of what is imported. */
function entries(section) {
  const at = { now: 0 };
  return Array.from({ length: number(section, at) }, () => {
    for (let names = 0; names < 2; names++) {
      const length = number(section, at);
      at.now += length;
    }
    const kind = section[at.now++];
    if (kind !== 0) throw new Error("only functions are imported");
    number(section, at);
    return { kind };
  });
}

function exported(section) {
  const at = { now: 0 };
  return Array.from({ length: number(section, at) }, () => {
    const length = number(section, at);
    const name = new TextDecoder().decode(section.subarray(at.now, (at.now += length)));
    at.now += 1;
    return { name, index: number(section, at) };
  });
}

function number(bytes, at) {
  for (let value = 0, shift = 0; ; shift += 7) {
    const byte = bytes[at.now++];
    value += (byte & 0x7f) * 2 ** shift;
    if (byte < 0x80) return value;
  }
}

function leb(value) {
  const bytes = [];
  for (let left = value; ; left = Math.floor(left / 128)) {
    bytes.push((left % 128) + (left >= 128 ? 128 : 0));
    if (left < 128) return bytes;
  }
}

function joined(parts) {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
