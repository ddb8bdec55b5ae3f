//! Check digits. Each takes the digits of the candidate, separators removed.

/// ISO/IEC 7812: payment cards, IMEI, ICCID.
pub(crate) fn luhn(digits: &[u8]) -> bool {
    let mut sum = 0u32;
    for (index, digit) in digits.iter().rev().enumerate() {
        let value = u32::from(digit - b'0');
        sum += match index % 2 {
            0 => value,
            _ if value > 4 => value * 2 - 9,
            _ => value * 2,
        };
    }
    sum.is_multiple_of(10)
}

/// ISO 13616: letters count from 10 to 35, the first four characters go last, the whole is 1 modulo 97.
pub(crate) fn iban(compact: &[u8]) -> bool {
    if compact.len() < 5 {
        return false;
    }
    let (head, tail) = compact.split_at(4);
    let mut rest = 0u32;
    for byte in tail.iter().chain(head) {
        rest = match byte {
            b'0'..=b'9' => rest * 10 + u32::from(byte - b'0'),
            b'a'..=b'z' => rest * 100 + u32::from(byte - b'a') + 10,
            b'A'..=b'Z' => rest * 100 + u32::from(byte - b'A') + 10,
            _ => return false,
        } % 97;
    }
    rest == 1
}

/// ISO 7064 mod 11,10: the German tax id.
pub(crate) fn mod11_10(digits: &[u8]) -> bool {
    let Some((check, body)) = digits.split_last() else {
        return false;
    };
    let mut product = 10u32;
    for digit in body {
        let sum = (u32::from(digit - b'0') + product) % 10;
        product = (if sum == 0 { 10 } else { sum }) * 2 % 11;
    }
    (11 - product) % 10 == u32::from(check - b'0')
}

/// The sum of each digit times its weight.
pub(crate) fn weighted(digits: &[u8], weights: &[u32]) -> u32 {
    digits
        .iter()
        .zip(weights)
        .map(|(digit, weight)| u32::from(digit - b'0') * weight)
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_wrong_digit_breaks_every_checksum() {
        assert!(luhn(b"4111111111111111") && !luhn(b"4111111111111112"));
        assert!(iban(b"DE89370400440532013000") && !iban(b"DE89370400440532013001"));
        assert!(iban(b"gb82west12345698765432"));
        assert!(mod11_10(b"86095742719") && !mod11_10(b"86095742718"));
        assert_eq!(weighted(b"123", &[3, 2, 1]), 10);
    }
}
