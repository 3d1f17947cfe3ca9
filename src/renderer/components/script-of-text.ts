/** Which of the two faces draws most of a text. It is asked with every key: the text is gone through once, and nothing is made. */
export function isMostlyArmenian(text: string): boolean {
  let balance = 0;
  for (let place = 0; place < text.length; place += 1) {
    const unit = text.charCodeAt(place);
    if (unit >= 0x531 && unit <= 0x58f) balance += 1;
    else if (unit > 0x7f) balance -= 1;
  }
  return balance > 0;
}
