import{e as r,i as o}from"./part-F2HVCECB.js";var i=o(null);function d(n,e,t){r(()=>{i.value={kind:n,count:e??null,human:t??""}},[n,e,t])}export{i as a,d as b};
