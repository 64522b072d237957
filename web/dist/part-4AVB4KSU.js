import{e as o,i}from"./part-HVU3OWZI.js";var u=i(null);function d(n,e,t,r=""){o(()=>{u.value={kind:n,count:e??null,human:t??"",fields:r}},[n,e,t,r])}export{u as a,d as b};
