import { describe, expect, test } from 'vitest';
import { sha256 } from '../../../src/core/cryptography/digest.ts';
import {
  GrowingTree,
  leafHash,
  makeConsistencyProof,
  makeInclusionProof,
  treeRoot,
  verifyConsistency,
  verifyInclusion,
} from '../../../src/verifier/custody/merkle.ts';
import { InclusionChecker } from '../../../src/verifier/custody/inclusion-checker.ts';

/** The reference tree of Certificate Transparency, as published with its implementations. */
const inputs = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
];
const roots = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];
const inclusion: readonly [index: number, size: number, path: readonly string[]][] = [
  [0, 1, []],
  [0, 2, ['96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7']],
  [2, 3, ['fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125']],
  [
    1,
    5,
    [
      '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
    ],
  ],
  [
    5,
    8,
    [
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ],
  ],
];
const consistency: readonly [from: number, to: number, proof: readonly string[]][] = [
  [1, 1, []],
  [
    1,
    8,
    [
      '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
    ],
  ],
  [
    2,
    5,
    [
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
    ],
  ],
  [
    6,
    8,
    [
      '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ],
  ],
];

const hex = (bytes: Uint8Array | undefined): string => Buffer.from(bytes ?? []).toString('hex');
const bytes = (text: string | undefined): Uint8Array => Buffer.from(text ?? '', 'hex');

function treeOf(leaves: readonly Uint8Array[]) {
  const nodes = new Map<string, Uint8Array>();
  const tree = new GrowingTree(sha256, (level, position, hash) => nodes.set(`${level}/${position}`, hash));
  const rootsBySize = [tree.root()];
  for (const leaf of leaves) {
    tree.appendLeaf(leafHash(sha256, leaf));
    rootsBySize.push(tree.root());
  }
  const perfect = (level: number, position: number) => nodes.get(`${level}/${position}`) ?? bytes('');
  return { perfect, roots: rootsBySize };
}
const reference = treeOf(inputs.map(bytes));

describe('RFC 6962', () => {
  test('roots of the reference tree at every size', () => {
    expect(reference.roots.map(hex)).toEqual(roots);
    expect(roots.map((_, size) => hex(treeRoot(sha256, reference.perfect, size)))).toEqual(roots);
  });

  test.each(inclusion)('inclusion of leaf %i in a tree of %i', (index, size, path) => {
    expect(makeInclusionProof(sha256, reference.perfect, index, size).map(hex)).toEqual(path);
    const leaf = leafHash(sha256, bytes(inputs[index]));
    expect(verifyInclusion(sha256, leaf, index, size, path.map(bytes), bytes(roots[size]))).toBe(true);
  });

  test.each(consistency)('consistency of a tree of %i with one of %i', (from, to, proof) => {
    expect(makeConsistencyProof(sha256, reference.perfect, from, to).map(hex)).toEqual(proof);
    const [old, young] = [bytes(roots[from]), bytes(roots[to])];
    expect(verifyConsistency(sha256, from, to, old, young, proof.map(bytes))).toBe(true);
  });
});

const many = Array.from({ length: 70 }, (_, index) => Buffer.from(`leaf ${index}`));
const grown = treeOf(many);

test('every leaf is proved in every tree, and nowhere else', () => {
  for (let size = 1; size <= many.length; size += 1) {
    const root = grown.roots[size] ?? bytes('');
    const checker = new InclusionChecker(sha256, size, root);
    for (let index = 0; index < size; index += 1) {
      const leaf = leafHash(sha256, many[index] ?? bytes(''));
      const path = makeInclusionProof(sha256, grown.perfect, index, size);
      expect(verifyInclusion(sha256, leaf, index, size, path, root)).toBe(true);
      expect(checker.check(leaf, index, path)).toBe(true);
      expect(verifyInclusion(sha256, leaf, index + 1, size, path, root)).toBe(false);
      expect(verifyInclusion(sha256, leaf, index, size, [...path, root], root)).toBe(false);
      expect(checker.check(leafHash(sha256, bytes('00')), index, path)).toBe(false);
      expect(checker.check(leaf, index + 1, path)).toBe(false);
      expect(checker.check(leaf, index, [...path, root])).toBe(false);
      const bent = path.map((hash, at) => (at === path.length - 1 ? leaf : hash));
      if (path.length > 0) {
        expect(verifyInclusion(sha256, leaf, index, size, bent, root)).toBe(false);
        expect(checker.check(leaf, index, bent)).toBe(false);
        expect(checker.check(leaf, index, path.slice(1))).toBe(false);
        expect(checker.check(leaf, index, path.slice(0, -1))).toBe(false);
      }
    }
  }
});

test('every tree is proved to continue every smaller one, and no other', () => {
  for (let to = 1; to <= many.length; to += 1) {
    for (let from = 1; from <= to; from += 1) {
      const proof = makeConsistencyProof(sha256, grown.perfect, from, to);
      const [old, young] = [grown.roots[from] ?? bytes(''), grown.roots[to] ?? bytes('')];
      expect(verifyConsistency(sha256, from, to, old, young, proof)).toBe(true);
      expect(verifyConsistency(sha256, from, to, young, leafHash(sha256, old), proof)).toBe(false);
      if (from < to)
        expect(verifyConsistency(sha256, from, to, leafHash(sha256, old), young, proof)).toBe(false);
    }
  }
});
