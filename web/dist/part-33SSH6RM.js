import{a,b}from"./part-IMFSERM2.js";import"./part-2UTZVOYT.js";import"./part-VAJT6Y7T.js";import"./part-MQGB3AHH.js";import"./part-F2HVCECB.js";export{a as StatementLine,b as default};
