//! Zip archives, which office documents and projects of other tools are: read within ceilings, and written.
//!
//! Read by PKWARE's APPNOTE 6.3, sections 4.3 and 4.5.3 (large files): what the directory lists, stored or deflated.
//! Written without compression, the same files yielding the same bytes.

#![deny(clippy::indexing_slicing)]

use miniz_oxide::inflate::TINFLStatus;
use miniz_oxide::inflate::core::inflate_flags::TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF;
use miniz_oxide::inflate::core::{DecompressorOxide, decompress};

use crate::error::{Error, Result};
use crate::job::{rest, told, whole};
use crate::limits;

/// What a local header, a directory entry, and the directory's end begin with.
const LOCAL: u32 = 0x0403_4b50;
const ENTRY: u32 = 0x0201_4b50;
const END: u32 = 0x0605_4b50;

/// 1 January 1980, the first date the format knows: the archive depends on its content alone.
const DATE: u16 = 0x0021;
/// Names are UTF-8.
const UTF8: u16 = 0x0800;
const VERSION: u16 = 20;
/// Bytes whose checksum is made in a unit of what [`rest`] counts.
const CRC_BYTES: u64 = 300;
/// The same of bytes that are copied.
const COPIED: u64 = 2_000;
/// Bytes that are unpacked at once, and what that takes.
const INFLATED: usize = 1 << 16;
const INFLATING_TAKES: u64 = 500;
const STORED: u16 = 0;
const DEFLATED: u16 = 8;

/// A zip archive whose files are unpacked when asked for.
///
/// ```
/// use peer_circle::archive::{Archive, write};
///
/// let bytes = write(&[("Sources/a.txt", b"hello".as_slice())]);
/// let mut archive = Archive::open(&bytes)?;
/// assert_eq!(archive.names().collect::<Vec<_>>(), ["Sources/a.txt"]);
/// assert_eq!(archive.read("sources/A.txt")?.as_deref(), Some(b"hello".as_slice()));
/// # Ok::<(), peer_circle::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Archive<'a> {
    bytes: &'a [u8],
    files: Vec<Listed>,
    /// Bytes that may still be unpacked.
    left: usize,
}

/// A file as the directory lists it.
#[derive(Clone, Debug)]
struct Listed {
    name: String,
    method: u16,
    crc: u32,
    packed: u64,
    size: u64,
    at: u64,
}

/// Whether a file looks like a zip archive.
pub fn is_archive(bytes: &[u8]) -> bool {
    long(bytes, 0) == Some(LOCAL) || long(bytes, 0) == Some(END)
}

impl<'a> Archive<'a> {
    /// Reads the directory of an archive; nothing is unpacked yet.
    ///
    /// # Errors
    /// `archive.broken` when it is no archive or was cut off, `archive.encrypted`, `archive.path` for a name that
    /// leads out of the archive, `archive.duplicate` for a name listed twice, `limit.archive_entries`.
    pub fn open(bytes: &'a [u8]) -> Result<Self> {
        let end = end(bytes).ok_or_else(|| broken("it has no directory"))?;
        let (count, at) = (short(bytes, end + 10), long(bytes, end + 16));
        let (count, at) = count.zip(at).ok_or_else(|| broken("it was cut off"))?;
        if usize::from(count) > limits::ARCHIVE_ENTRIES {
            let message = format!("the archive lists {count} files");
            return Err(Error::new("limit.archive_entries", message)
                .hint(format!("at most {} are read", limits::ARCHIVE_ENTRIES)));
        }
        let mut files = Vec::with_capacity(usize::from(count));
        let mut at = at as usize;
        for _ in 0..count {
            let (file, next) = listed(bytes, at)?;
            files.push(file);
            at = next;
        }
        files.retain(|file| !file.name.ends_with('/'));
        check_twice(&files)?;
        Ok(Self { bytes, files, left: limits::ARCHIVE_BYTES })
    }

    /// The names of all files, `/` between folders, in the order in which they are listed.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.files.iter().map(|file| file.name.as_str())
    }

    /// Unpacks a file; capitals do not matter unless two names differ in them alone. None when it is not there.
    ///
    /// # Errors
    /// `archive.broken` when it is damaged, `archive.nested` when it is an archive itself, `archive.method` when it is
    /// packed in a way that is not read, `limit.archive_bytes` or `limit.archive_ratio` when it is too large.
    pub fn read(&mut self, name: &str) -> Result<Option<Vec<u8>>> {
        whole(self.read_in_steps(name))
    }

    /// The same in steps.
    pub(crate) async fn read_in_steps(&mut self, name: &str) -> Result<Option<Vec<u8>>> {
        let content = self.carry_in_steps(name).await?;
        if content.as_ref().is_some_and(|content| long(content, 0) == Some(LOCAL)) {
            let nested = Error::new("archive.nested", "the archive holds an archive where a text should be");
            return Err(nested.at_field(name).hint("unpack it first, and give what is inside"));
        }
        Ok(content)
    }

    /// Unpacks a file that is not looked into but put into another archive as it is, so that it may be one itself.
    ///
    /// # Errors
    /// As [`read`](Self::read), without `archive.nested`.
    pub fn carry(&mut self, name: &str) -> Result<Option<Vec<u8>>> {
        whole(self.carry_in_steps(name))
    }

    /// The same in steps.
    pub(crate) async fn carry_in_steps(&mut self, name: &str) -> Result<Option<Vec<u8>>> {
        let exact = self.files.iter().find(|file| file.name == name);
        let Some(file) = exact.or_else(|| self.files.iter().find(|file| alike(&file.name, name))).cloned() else {
            return Ok(None);
        };
        let content = self.unpack(&file).await.map_err(|error| error.at_field(file.name.clone()))?;
        self.left -= content.len().min(self.left);
        Ok(Some(content))
    }

    async fn unpack(&self, file: &Listed) -> Result<Vec<u8>> {
        let packed = self.packed(file).ok_or_else(|| broken("a file in it was cut off"))?;
        let ratio = packed.len().saturating_mul(limits::ARCHIVE_RATIO).max(limits::ARCHIVE_SMALL);
        let most = self.left.min(ratio);
        if file.size > most as u64 {
            return Err(too_large(self.left < ratio));
        }
        let content = match file.method {
            STORED => {
                rest(packed.len() as u64 / COPIED).await;
                packed.to_vec()
            }
            // The size that the directory states may be a lie: bytes are counted while they come.
            DEFLATED => inflated(packed, most, self.left < ratio).await?,
            method => {
                let message = format!("a file in the archive is packed by method {method}");
                return Err(Error::new("archive.method", message).hint("pack it again as an ordinary zip file"));
            }
        };
        if content.len() as u64 != file.size || crc(&content).await != file.crc {
            return Err(broken("a file in it is not what the directory says"));
        }
        Ok(content)
    }

    /// The bytes of a file as they are in the archive, behind its local header.
    fn packed(&self, file: &Listed) -> Option<&'a [u8]> {
        let at = usize::try_from(file.at).ok()?;
        if long(self.bytes, at)? != LOCAL {
            return None;
        }
        let names = usize::from(short(self.bytes, at + 26)?) + usize::from(short(self.bytes, at + 28)?);
        let from = at.checked_add(30 + names)?;
        self.bytes.get(from..from.checked_add(usize::try_from(file.packed).ok()?)?)
    }
}

/// The bytes of an archive with these files.
pub fn write<N: AsRef<str>, C: AsRef<[u8]>>(files: &[(N, C)]) -> Vec<u8> {
    whole(write_in_steps(files))
}

/// The same in steps.
pub(crate) async fn write_in_steps<N: AsRef<str>, C: AsRef<[u8]>>(files: &[(N, C)]) -> Vec<u8> {
    let (mut bytes, mut directory) = (Vec::new(), Vec::new());
    // What grows with each file is copied again and again.
    bytes.reserve(files.iter().map(|(name, content)| 2 * name.as_ref().len() + content.as_ref().len() + 100).sum());
    for (name, content) in told(files) {
        let (name, content) = (name.as_ref(), content.as_ref());
        let start = size(bytes.len());
        let head = head(name, content.len(), crc(content).await);
        bytes.extend(LOCAL.to_le_bytes());
        bytes.extend(&head);
        bytes.extend(name.as_bytes());
        bytes.extend(content);
        rest(content.len() as u64 / COPIED).await;
        directory.extend(ENTRY.to_le_bytes());
        directory.extend(VERSION.to_le_bytes());
        directory.extend(&head);
        // Comment, disk, inner and outer attributes: none.
        directory.extend([0; 10]);
        directory.extend(start.to_le_bytes());
        directory.extend(name.as_bytes());
    }
    let (at, length) = (size(bytes.len()), size(directory.len()));
    let count = u16::try_from(files.len()).unwrap_or(u16::MAX).to_le_bytes();
    bytes.extend(directory);
    bytes.extend(END.to_le_bytes());
    bytes.extend([0; 4]);
    bytes.extend(count);
    bytes.extend(count);
    bytes.extend(length.to_le_bytes());
    bytes.extend(at.to_le_bytes());
    bytes.extend([0; 2]);
    bytes
}

/// What the local header and the directory have in common.
fn head(name: &str, length: usize, crc: u32) -> Vec<u8> {
    let mut head = Vec::with_capacity(26);
    for short in [VERSION, UTF8, STORED, 0, DATE] {
        head.extend(short.to_le_bytes());
    }
    for long in [crc, size(length), size(length)] {
        head.extend(long.to_le_bytes());
    }
    head.extend(u16::try_from(name.len()).unwrap_or(u16::MAX).to_le_bytes());
    head.extend([0; 2]);
    head
}

fn size(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

/// Where the end of the directory stands: behind it comes at most a comment of 64 KB.
fn end(bytes: &[u8]) -> Option<usize> {
    let last = bytes.len().checked_sub(22)?;
    (last.saturating_sub(usize::from(u16::MAX))..=last).rev().find(|at| long(bytes, *at) == Some(END))
}

/// The entry of the directory at a place, and where the next one is.
fn listed(bytes: &[u8], at: usize) -> Result<(Listed, usize)> {
    let cut = || broken("its directory was cut off");
    let header = bytes.get(at..).and_then(|rest| rest.get(..46)).ok_or_else(cut)?;
    let (short, long) = (|at| short(header, at).unwrap_or_default(), |at| long(header, at).unwrap_or_default());
    if long(0) != ENTRY {
        return Err(broken("its directory is damaged"));
    }
    if short(8) & 1 != 0 {
        return Err(Error::new("archive.encrypted", "the archive is locked with a password").hint("unlock it first"));
    }
    let [name, extra, comment] = [28, 30, 32].map(|at| usize::from(short(at)));
    let from = at + 46;
    let text = bytes.get(from..from + name).ok_or_else(cut)?;
    let name = path(text)?;
    let extra = bytes.get(from + text.len()..from + text.len() + extra).ok_or_else(cut)?;
    let next = from + text.len() + extra.len() + comment;
    let [size, packed, at] = large([long(24), long(20), long(42)], extra);
    Ok((Listed { name, method: short(10), crc: long(16), packed, size, at }, next))
}

/// A name with `/` between folders, when it stays inside the archive.
fn path(name: &[u8]) -> Result<String> {
    let name = String::from_utf8_lossy(name).replace('\\', "/");
    let out =
        name.starts_with('/') || name.contains(':') || name.contains('\0') || name.split('/').any(|part| part == "..");
    if out {
        let message = format!("the archive holds a file whose name leads elsewhere: \"{name}\"");
        return Err(Error::new("archive.path", message).hint("do not use this file: it may mean harm"));
    }
    Ok(name)
}

/// Sizes and place as the extra field states them where 32 bits do not suffice (APPNOTE, section 4.5.3).
fn large(stated: [u32; 3], mut extra: &[u8]) -> [u64; 3] {
    let mut values: [u64; 3] = stated.map(u64::from);
    while let Some((kind, length)) = short(extra, 0).zip(short(extra, 2)) {
        let field = extra.get(4..4 + usize::from(length)).unwrap_or_default();
        if kind == 1 {
            let mut parts = field.chunks_exact(8).filter_map(|part| Some(u64::from_le_bytes(part.try_into().ok()?)));
            for value in values.iter_mut().filter(|value| **value == u64::from(u32::MAX)) {
                *value = parts.next().unwrap_or(*value);
            }
        }
        extra = extra.get(4 + usize::from(length)..).unwrap_or_default();
    }
    values
}

/// Of two files with one name, readers take different ones: a way to show one and pass another.
fn check_twice(files: &[Listed]) -> Result<()> {
    let mut names: Vec<&str> = files.iter().map(|file| file.name.as_str()).collect();
    names.sort_unstable();
    let twice = names.iter().zip(names.iter().skip(1)).find(|(name, next)| name == next);
    twice.map_or(Ok(()), |(name, _)| {
        Err(Error::new("archive.duplicate", format!("the archive holds \"{name}\" twice")).hint("pack it again"))
    })
}

async fn inflated(mut packed: &[u8], most: usize, total: bool) -> Result<Vec<u8>> {
    let mut inflating = Box::<DecompressorOxide>::default();
    let (mut content, mut at) = (Vec::new(), 0);
    loop {
        content.resize((at + INFLATED).min(most), 0);
        let flags = TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF;
        let (status, taken, given) = decompress(&mut inflating, packed, &mut content, at, flags);
        packed = packed.get(taken..).unwrap_or_default();
        at += given;
        match status {
            TINFLStatus::Done => {
                content.truncate(at);
                return Ok(content);
            }
            TINFLStatus::HasMoreOutput if content.len() < most => rest(INFLATING_TAKES).await,
            TINFLStatus::HasMoreOutput => return Err(too_large(total)),
            _ => return Err(broken("a file in it is damaged")),
        }
    }
}

fn too_large(total: bool) -> Error {
    if total {
        let message = format!("the archive holds more than {} MB", limits::ARCHIVE_BYTES >> 20);
        return Error::new("limit.archive_bytes", message).hint("leave recordings and pictures out");
    }
    let message = format!("a file in the archive unpacks to more than {} times its size", limits::ARCHIVE_RATIO);
    Error::new("limit.archive_ratio", message).hint("do not use this file: it may mean harm")
}

fn broken(what: &str) -> Error {
    Error::new("archive.broken", format!("the file is no zip archive that can be read: {what}"))
        .hint("download or export it again")
}

fn alike(a: &str, b: &str) -> bool {
    a.eq_ignore_ascii_case(b)
}

fn short(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..)?.first_chunk().copied()?))
}

fn long(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..)?.first_chunk().copied()?))
}

/// CRC-32 of ISO 3309.
async fn crc(content: &[u8]) -> u32 {
    let step = |crc: u32, byte: &u8| {
        let place = (crc as u8 ^ byte) as usize;
        (crc >> 8) ^ CRC.get(place).copied().unwrap_or_default()
    };
    let mut crc = u32::MAX;
    for part in told(content.chunks(1 << 16)) {
        crc = part.iter().fold(crc, step);
        rest(part.len() as u64 / CRC_BYTES).await;
    }
    !crc
}

/// For each byte what it does to the checksum.
const CRC: [u32; 256] = crc_table();

#[expect(clippy::indexing_slicing, reason = "the loop ends where the table does, and runs when this is compiled")]
const fn crc_table() -> [u32; 256] {
    let mut table = [0; 256];
    let mut at = 0;
    while at < 256 {
        let (mut value, mut bit) = (at as u32, 0);
        while bit < 8 {
            value = (value >> 1) ^ if value & 1 == 1 { 0xedb8_8320 } else { 0 };
            bit += 1;
        }
        table[at] = value;
        at += 1;
    }
    table
}
