const { default: Sequencer } = require("@jest/test-sequencer");

/** The phases of the sandbox suite come before and after the files that drive the architectures. */
module.exports = class PhaseSequencer extends Sequencer {
  /**
   * @override
   * @param {Parameters<Sequencer["sort"]>[0]} tests
   */
  sort(tests) {
    const rank = (/** @type {{ path: string }} */ { path }) => Number(/phases\/(\d)/.exec(path)?.[1] ?? 2);
    return [...tests].sort((left, right) => rank(left) - rank(right) || left.path.localeCompare(right.path));
  }
};
