const { default: Sequencer } = require("@jest/test-sequencer");

/** The phases of the sandbox suite come before and after the files that drive the architectures. */
module.exports = class PhaseSequencer extends Sequencer {
  sort(tests) {
    const rank = ({ path }) => Number(/phases\/(\d)/.exec(path)?.[1] ?? 2);
    return [...tests].sort((left, right) => rank(left) - rank(right) || left.path.localeCompare(right.path));
  }
};
