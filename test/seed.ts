import fc from "fast-check";

/** The same cases in every run, so that a red test is about the change at hand. `SEED=$RANDOM npm test` looks at others. */
fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(process.env.SEED ?? 20_261_122) });
