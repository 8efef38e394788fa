declare module "inside:*" {
  const text: string;
  export default text;
}
